import type { HiveColumn, HiveTable } from "./create-table.ts";
import { DdlError } from "./words.ts";

/**
 * Partition projection: Athena's table properties as Trino's properties of columns.
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */

export function isProjected({ properties }: HiveTable): boolean {
  return properties["projection.enabled"]?.toLowerCase() === "true";
}

/** What stands behind a partition column in Trino's CREATE TABLE; nothing if the table has no projection. */
export function columnProjection(table: HiveTable, { name }: HiveColumn): string {
  if (!isProjected(table)) return "";
  const property = (key: string) => table.properties[`projection.${name}.${key}`];
  const required = (key: string) => {
    const value = property(key);
    if (value === undefined) throw new DdlError(`INVALID_TABLE_PROPERTY: projection.${name}.${key} is missing`);
    return value;
  };
  const type = required("type").toLowerCase();
  const settings = [`partition_projection_type = '${type.toUpperCase()}'`];
  switch (type) {
    case "injected":
      break;
    case "enum":
      settings.push(`partition_projection_values = ${array(required("values").split(","))}`);
      break;
    case "integer":
      settings.push(`partition_projection_range = ${array(required("range").split(","))}`);
      if (property("digits") !== undefined) settings.push(`partition_projection_digits = ${property("digits")}`);
      break;
    case "date":
      settings.push(
        `partition_projection_range = ${array(required("range").split(",").map(inDays))}`,
        `partition_projection_format = ${quoted(required("format"))}`,
        `partition_projection_interval = ${property("interval") ?? "1"}`,
        `partition_projection_interval_unit = '${(property("interval.unit") ?? unitOf(required("format"))).toUpperCase()}'`,
      );
      break;
    default:
      throw new DdlError(`INVALID_TABLE_PROPERTY: projection.${name}.type is ${type}`);
  }
  return ` WITH (${settings.join(", ")})`;
}

const days: Readonly<Record<string, number>> = { WEEK: 7, MONTH: 30, YEAR: 365 };

/** Trino counts back from now in days and less. */
function inDays(bound: string): string {
  return bound
    .trim()
    .replace(/^(NOW\s*[+-]\s*)(\d+)\s*(WEEK|MONTH|YEAR)S?$/i, (_, now: string, count: string, unit: string) => {
      return `${now}${Number(count) * (days[unit.toUpperCase()] ?? 1)}DAYS`;
    });
}

/** The page's default for formats of whole days or months; finer ones must say it. */
function unitOf(format: string): string {
  if (/[Hms]/.test(format)) throw new DdlError("INVALID_TABLE_PROPERTY: the interval's unit is missing");
  return format.includes("d") ? "DAYS" : "MONTHS";
}

function array(values: readonly string[]): string {
  return `ARRAY[${values.map((value) => quoted(value.trim())).join(", ")}]`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
