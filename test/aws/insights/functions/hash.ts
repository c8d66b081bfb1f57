import { createHash } from "node:crypto";
import { type FunctionOfRow, ofTexts } from "./function.ts";

/** Hashing functions (CWL_QuerySyntax-hash-functions): hexadecimal digits. */
export const hashFunctions = {
  md5: hash("md5"),
  sha1: hash("sha1"),
  sha256: hash("sha256"),
  sha512: hash("sha512"),
} as const satisfies Record<string, FunctionOfRow>;

function hash(algorithm: string): FunctionOfRow {
  return ofTexts(1, 1, (text = "") => createHash(algorithm).update(text).digest("hex"));
}
