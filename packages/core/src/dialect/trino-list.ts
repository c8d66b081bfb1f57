import { type SourceName, sourceOf } from "../catalog/index.ts";
import { identifier, literal } from "../sql-text.ts";
import { fewestEscapesSql } from "./trino-json-text.ts";

/**
 * A list of the catalog as JSON text: objects with all members, in the catalog's order and spelling, whatever the
 * table's own are.
 */
export function listTextSql(column: string, source: SourceName, field: string): string {
  const members = sourceOf(source).fields[field]?.members ?? [];
  const values = members.map((member) => {
    const value = `"element".${identifier(member)}`;
    const text = `coalesce(json_format(CAST(${value} AS JSON)), 'null')`;
    return `${literal(`${JSON.stringify(member)}:`)} || ${text}`;
  });
  const element = `'{' || ${values.join(" || ',' || ")} || '}'`;
  return fewestEscapesSql(`'[' || array_join(transform(${column}, "element" -> ${element}), ',') || ']'`);
}
