import { AwsError } from "./service.ts";

/** A slice of a list and the token of the next one, which holds only for the list that it came from. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly nextToken: string | null;
}

/**
 * A page of a list.
 * @throws {AwsError} of the given code where the token is none that a page of this list gave
 */
export function sliceOf<T>(list: readonly T[], owner: string, token: unknown, size: number, refusal: string): Slice<T> {
  const from = token === undefined || token === null ? 0 : placeOf(token, owner, refusal);
  const end = from + size;
  return {
    items: list.slice(from, end),
    nextToken: end < list.length ? Buffer.from(`${owner}:${end}`).toString("base64") : null,
  };
}

function placeOf(token: unknown, owner: string, refusal: string): number {
  const [, place] = /^(\d+)$/.exec(tail(token, owner)) ?? [];
  if (place === undefined) throw new AwsError(refusal, "The specified NextToken is not valid");
  return Number(place);
}

function tail(token: unknown, owner: string): string {
  const text = typeof token === "string" ? Buffer.from(token, "base64").toString() : "";
  return text.startsWith(`${owner}:`) ? text.slice(owner.length + 1) : "";
}
