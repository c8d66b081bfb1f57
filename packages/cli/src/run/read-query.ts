import { createReadStream } from "node:fs";
import { TrailkeepError } from "@trailkeep/core/error";
import type { ParseError } from "jsonc-parser";
import type { Io } from "../io.ts";

/** A query is text that a person or a program writes; a larger file is some other file. The service has the same limit. */
const maxQueryBytes = 1024 * 1024;

/**
 * Reads a query as JSON from a file, or from standard input for `-`. Whether it is a valid query is core's to say.
 * @throws TrailkeepError unreadable-input; invalid-request with line and column where it is no JSON
 */
export async function readQuery(file: string, io: Io): Promise<unknown> {
  const name = file === "-" ? "standard input" : file;
  if (file === "-" && io.stdin.isTTY === true) io.note("Type a query as JSON; Ctrl-D ends it.");
  const text = decode(await readBytes(file === "-" ? io.stdin : createReadStream(file), name), name);
  try {
    return JSON.parse(text);
  } catch {
    throw await notJson(text, name);
  }
}

async function readBytes(stream: NodeJS.ReadableStream, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > maxQueryBytes) break;
      chunks.push(bytes);
    }
  } catch (error) {
    throw new TrailkeepError("unreadable-input", { message: `cannot read the query: ${reason(error)}`, at: name });
  }
  if (size <= maxQueryBytes) return Buffer.concat(chunks);
  throw new TrailkeepError("invalid-request", {
    message: "this is too large for a query",
    at: name,
    hint: "a query has at most 1 MiB; log files are taken in by `trailkeep ingest`",
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  ENOTDIR: "a part of its path is not a folder",
};

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ("code" in error ? reasons[String(error.code)] : undefined) ?? error.message;
}

/** UTF-8 as RFC 8259 asks; a byte order mark is passed over. */
function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TrailkeepError("invalid-request", { message: "the query is not UTF-8 text", at: name });
  }
}

/** The engine's own message has no position in every version, so a tolerant parser finds the place. */
async function notJson(text: string, name: string): Promise<TrailkeepError> {
  const { parse, printParseErrorCode } = await import("jsonc-parser");
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  const what = first === undefined ? "" : `: ${words(printParseErrorCode(first.error))}`;
  const at = first === undefined ? name : `${name}:${place(text, first.offset)}`;
  return new TrailkeepError("invalid-request", { message: `the query is not JSON${what}`, at });
}

/** `ColonExpected` -> `colon expected`. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** `line:column`, from 1. */
function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}
