/** Why an object is in quarantine as a whole. */
export interface Damage {
  readonly reason: string;
  readonly format: string | null;
}

/**
 * What an object of the quarantine says of itself: 2 KB of US-ASCII at most, with the digest that is there too. Characters.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
const [maxUriLength, maxReasonLength] = [1_200, 400];

/** Which object it was, and why it is there, as metadata. */
export function damageLabels(inputObject: string, { reason, format }: Damage): Readonly<Record<string, string>> {
  const uri = encodeURIComponent(inputObject);
  let said = "";
  for (const letter of reason.toWellFormed()) {
    const more = said + encodeURIComponent(letter);
    if (more.length > maxReasonLength) break;
    said = more;
  }
  return {
    ...(uri.length > maxUriLength ? {} : { "input-object": uri }),
    reason: said,
    ...(format === null ? {} : { format }),
  };
}

/** What the metadata tells; null where it does not. */
export function damageOf(labels: Readonly<Record<string, string>>) {
  const told = (name: string) => (labels[name] === undefined ? null : decodeURIComponent(labels[name]));
  return { inputObject: told("input-object"), reason: told("reason"), format: told("format") };
}
