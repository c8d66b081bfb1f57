import { Random } from "../random.ts";
import { type AccountId, accountIds } from "../world.ts";

/** Who makes requests, with what every record about them says. */
export interface Principal {
  /** The principal as S3 access logs and error messages name it; `-` if it has no name. */
  readonly arn: string;
  readonly userName: string;
  readonly accountId: string;
  /** Where the requests come from: an address, or a service's DNS name. */
  readonly address: string;
  readonly userAgent: string;
  /** Whether the session was opened in the console. */
  readonly fromConsole: boolean;
  /** The `userIdentity` as JSON, cut in two where the session's creation time stands; whole if it has no session. */
  readonly identity: readonly [string] | readonly [string, string];
}

export const created = "\u0000";

/** The JSON text of an identity, cut at the session's creation time. */
export function cut(identity: object): Principal["identity"] {
  const [before = "", after] = JSON.stringify(identity).split(JSON.stringify(created));
  return after === undefined ? [before] : [`${before}"`, `"${after}`];
}

/** A session: `issuer` is the role or user that gave the credentials. */
export function session(issuer: object, more: object = {}): object {
  return { sessionIssuer: issuer, attributes: { creationDate: created, mfaAuthenticated: "false" }, ...more };
}

/** Stays the same under every seed: who someone is does not change with what they did. */
export function castOf(account: AccountId, stream: number): Random {
  return new Random(0, 0x1de7 + stream, accountIds.indexOf(account));
}

/** The principal's `userIdentity` as JSON, for a session opened at that time (`2026-10-31T05:13:22Z`). */
export function userIdentity(principal: Principal, sessionCreated: string): string {
  const [before, after] = principal.identity;
  return after === undefined ? before : before + sessionCreated + after;
}
