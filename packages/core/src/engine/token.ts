import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { TrailkeepError } from "../error.ts";

const claimsSchema = z.object({
  engine: z.string(),
  nativeId: z.string(),
  planHash: z.string(),
  expiresAtMs: z.number(),
});

/** What a query's id stands for. It is signed, so that an id cannot be guessed or made up. */
export type QueryClaims = z.infer<typeof claimsSchema>;

/** Makes and reads query ids: base64url of the claims and of their HMAC-SHA-256 (RFC 2104), a dot between. */
export class QueryTokens {
  readonly #key: Buffer;

  constructor(key: Buffer = randomBytes(32)) {
    this.#key = key;
  }

  sign(claims: QueryClaims): string {
    const body = Buffer.from(JSON.stringify(claims)).toString("base64url");
    return `${body}.${this.#mac(body).toString("base64url")}`;
  }

  /** Throws not-found for an id that was not signed here, expired for one past its time. */
  read(id: string, nowMs: number): QueryClaims {
    const [body = "", mac = ""] = id.split(".");
    const given = Buffer.from(mac, "base64url");
    const right = this.#mac(body);
    if (given.length !== right.length || !timingSafeEqual(given, right)) {
      throw new TrailkeepError("not-found", {
        message: "no such query",
        hint: "results end with the service that computed them; ask again",
      });
    }
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
    if (claims.expiresAtMs <= nowMs)
      throw new TrailkeepError("expired", { message: "the result is gone", hint: "ask again" });
    return claims;
  }

  #mac(body: string): Buffer {
    return createHmac("sha256", this.#key).update(body).digest();
  }
}
