import { createHash } from "node:crypto";
import { TrailkeepError } from "../error.ts";

/** A cursor is a position in one finished result, and says which. Base64url (RFC 4648, section 5) of `run.position`. */
export function encodeCursor(nativeId: string, position: number): string {
  return Buffer.from(`${mark(nativeId)}.${position}`).toString("base64url");
}

/** The position that a cursor stands for; null is the beginning. Throws invalid-request for one of another result. */
export function decodeCursor(nativeId: string, cursor: string | null): number {
  if (cursor === null) return 0;
  const [, run, position] =
    /^([0-9a-f]{16})\.([0-9]{1,15})$/.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? [];
  if (run === mark(nativeId) && position !== undefined) return Number(position);
  throw new TrailkeepError("invalid-request", {
    message: "the cursor is not one of this result",
    hint: "take `nextCursor` from the page before",
  });
}

function mark(nativeId: string): string {
  return createHash("sha256").update(nativeId).digest("hex").slice(0, 16);
}
