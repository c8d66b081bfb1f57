import { TrailkeepError } from "@trailkeep/core/error";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import type { ApiEnv } from "./env.ts";
import { HttpError, invalidRequest } from "./http-error.ts";

/** Refuses bodies beyond a size, declared or counted while they arrive. */
export function limitBody(maxBytes: number): MiddlewareHandler<ApiEnv> {
  const onError = () => {
    throw new HttpError("payload-too-large", { message: `a request body has at most ${maxBytes} bytes` });
  };
  const counted = bodyLimit({ maxSize: maxBytes, onError });
  return async (c, next) => {
    const declared = declaredBytes(c);
    if (declared === null) return counted(c, next);
    return declared > maxBytes ? onError() : next();
  };
}

/**
 * The length that a request declares, where it can be relied on: Node's server cuts a body off at its Content-Length.
 * Counting would make a web stream of every body, a tenth of the time that a small query takes.
 */
function declaredBytes(c: Context<ApiEnv>): number | null {
  if (c.env?.incoming === undefined || c.req.header("transfer-encoding") !== undefined) return null;
  const length = c.req.header("content-length");
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/**
 * The request body as JSON (RFC 8259).
 * @throws HttpError unsupported-media-type; TrailkeepError invalid-request that says where the JSON breaks
 */
export async function jsonBody(c: Context): Promise<unknown> {
  const type = c.req.header("content-type") ?? "";
  if (type.split(";")[0]?.trim().toLowerCase() !== "application/json") {
    const message =
      type === "" ? "the request has no Content-Type" : `the request's Content-Type is ${JSON.stringify(type)}`;
    throw new HttpError("unsupported-media-type", { message, hint: "send `Content-Type: application/json`" });
  }
  return parseJson(decode(await c.req.arrayBuffer()));
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidRequest("the body is not UTF-8 text", "body");
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === "") throw invalidRequest("the body is empty", "body", "send a query as a JSON object");
  try {
    return JSON.parse(text);
  } catch {
    throw new TrailkeepError("invalid-request", { message: "the body is not JSON", ...breakOf(text) });
  }
}

/** Where JSON breaks, for people: line and column count from 1. */
function breakOf(text: string): { at: string; hint?: string } {
  const broken = firstError(text);
  if (broken === undefined) return { at: "body" };
  const before = text.slice(0, broken.offset).split("\n");
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  const words = printParseErrorCode(broken.error).replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
  return { at: place, hint: words.toLowerCase() };
}

function firstError(text: string): ParseError | undefined {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch (error) {
    // The parser recurses: text that nests thousands of levels deep exhausts its stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return errors[0];
}
