import type { TrinoColumn } from "../../rigs/trino/client.ts";
import type { Run, RunFailure } from "../trino/runs.ts";

/** What GetQueryResults gives for rows; a null has no `VarCharValue`. */
export function resultRow(cells: readonly (string | null)[]): unknown {
  return { Data: cells.map((text) => (text === null ? {} : { VarCharValue: text })) };
}

export function columnInfo({ name, type }: TrinoColumn): unknown {
  const [, base = type, precision] = /^([a-z ]+?)(?:\((\d+)(?:,\s*\d+)?\))?(?: with time zone)?$/.exec(type) ?? [];
  return {
    CatalogName: "hive",
    SchemaName: "",
    TableName: "",
    Name: name,
    Label: name,
    Type: type.endsWith("with time zone") ? `${base} with time zone` : base.replace(/\(.*$/s, ""),
    Precision: Number(precision ?? precisionOf(base)),
    Scale: 0,
    Nullable: "UNKNOWN",
    CaseSensitive: base === "varchar",
  };
}

function precisionOf(type: string): number {
  const precisions: Readonly<Record<string, number>> = { bigint: 19, integer: 10, double: 17, varchar: 2147483647 };
  return precisions[type] ?? 0;
}

/**
 * Category 2 is the user's fault, 1 the system's; types are in the page's list.
 * @see https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
export function athenaError({ type, message }: RunFailure): unknown {
  const user = type === "USER_ERROR";
  return {
    ErrorCategory: user ? 2 : 1,
    ErrorType: user ? 1_006 : 233,
    Retryable: !user,
    ErrorMessage: message,
  };
}

export function reasonOf({ failure }: Run): string | undefined {
  if (failure === null) return undefined;
  return failure.code === "FAULT" || failure.code === "BYTES_SCANNED"
    ? failure.message
    : `${failure.code}: ${failure.message}`;
}
