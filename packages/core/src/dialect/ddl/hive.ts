import { TrailkeepError } from "../../error.ts";

/** The words of Athena's DDL, which is Hive's. @see https://docs.aws.amazon.com/athena/latest/ug/create-table.html */

/** A name in backquotes. Throws invalid-request on what Athena would not take as one. */
export function hiveName(name: string, at: string): string {
  if (/^[a-z_][a-z0-9_]{0,127}$/.test(name)) return `\`${name}\``;
  const hint = "lower-case letters, digits and `_`, 128 at most";
  throw new TrailkeepError("invalid-request", {
    message: `${JSON.stringify(name)} is no name of a table or database`,
    at,
    hint,
  });
}

/** Text in single quotes; a backslash escapes. */
function hiveText(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}

/** The folder that a location names, `/` at its end. Throws invalid-request. */
export function folder(location: string, at: string): string {
  if (/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9!_.*()=/-]*)?$/.test(location))
    return `${location.replace(/\/+$/, "")}/`;
  const hint = "write `s3://bucket/prefix/`";
  throw new TrailkeepError("invalid-request", {
    message: `${JSON.stringify(location)} is no location in S3`,
    at,
    hint,
  });
}

/** `KEY ('a' = 'b', ...)`, a line each. */
export function properties(keyword: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `  ${hiveText(key)} = ${hiveText(value)}`);
  return `${keyword} (\n${lines.join(",\n")}\n)`;
}

/** Columns, a line each. */
export function columns(list: readonly (readonly [name: string, type: string])[]): string {
  return `(\n${list.map(([name, type]) => `  \`${name}\` ${type}`).join(",\n")}\n)`;
}

/** A partition by day or hour that is computed, not listed. @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html */
export function projectedTime(
  column: string,
  unit: "DAYS" | "HOURS",
  format: string,
  from: string,
): Record<string, string> {
  return {
    [`projection.${column}.type`]: "date",
    [`projection.${column}.format`]: format,
    [`projection.${column}.range`]: `${from},NOW`,
    [`projection.${column}.interval`]: "1",
    [`projection.${column}.interval.unit`]: unit,
  };
}
