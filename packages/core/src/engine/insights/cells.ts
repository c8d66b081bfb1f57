import type { FinishColumn, FinishValue } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import { decodeCell } from "../decode.ts";
import type { Value } from "../types.ts";

/** A row as GetQueryResults gives it: cells by name, those without a value left out. */
export type Cells = Readonly<Record<string, string>>;

/** A cell's value; null where there is none. Throws `capability` where it could stand for two. */
export function readCell(
  { as, open }: Pick<Extract<FinishValue, { kind: "cell" }>, "as" | "open">,
  type: FinishColumn["type"],
  name: string,
  cell: string | null,
): Value {
  if (as === "count") return Number(cell ?? 0);
  const text = as === "marked" ? unmarked(cell) : cell;
  if (text === null) return null;
  if (as === "epoch" || (type === "timestamp" && Number.isFinite(Number(text)))) return instant(text);
  if (open && isUncertain(type, text)) {
    throw new TrailkeepError("capability", {
      message: `\`${name}\` stands in open JSON as ${text}, which CloudWatch Logs Insights gives for a boolean and for a number alike`,
      hint: "ask another store, or leave the column out",
    });
  }
  const exact = type !== "integer" || Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER;
  if (!exact) {
    throw new TrailkeepError("capability", {
      message: `\`${name}\` is ${text}: CloudWatch Logs Insights computes with doubles, which are not exact beyond 2^53`,
      hint: "ask another store",
    });
  }
  return decodeCell(text, type);
}

/** A boolean in open JSON reads as 1 or 0, and a number with a fraction, or minus zero, in several ways. */
function isUncertain(type: FinishColumn["type"], text: string): boolean {
  if (type === "integer" || type === "double") return /^[01]$/.test(text);
  return type === "string" && (/^(-?0|1)$/.test(text) || /^[+-]?(\d+[.eE]|[.]\d)[\d.eE+-]*$/.test(text));
}

/** The text behind its mark. */
export function unmarked(cell: string | null): string | null {
  return cell === null || !cell.startsWith("=") ? null : cell.slice(1);
}

function instant(milliseconds: string): string | null {
  const time = Number(milliseconds);
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}
