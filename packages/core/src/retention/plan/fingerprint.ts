import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** SHA-256, hexadecimal, of a value's canonical JSON (RFC 8785): equal values have equal fingerprints. */
export function fingerprint(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("the value has no JSON");
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The same of many values, one after the other: SHA-256 of a line for each, its JSON with the members of objects in the order
 * of their names. Faster than RFC 8785, whose form it is as long as no member's name is a whole number.
 */
export function fingerprintOfLines(values: Iterable<unknown>): string {
  const hash = createHash("sha256");
  for (const value of values) hash.update(`${JSON.stringify(ordered(value))}\n`);
  return hash.digest("hex");
}

function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value).sort(byName)) members[name] = ordered(member);
  return members;
}

function byName([first]: readonly [string, unknown], [second]: readonly [string, unknown]): number {
  return first < second ? -1 : 1;
}
