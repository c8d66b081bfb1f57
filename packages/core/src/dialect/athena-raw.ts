import type { KeptSourceName } from "../catalog/index.ts";
import type { TimeBounds } from "../query/plan.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnOf } from "../store/row.ts";
import { tableName } from "./athena-table.ts";
import { rawAccess } from "./raw-access.ts";
import type { RawColumns } from "./raw-columns.ts";
import { rawTrail } from "./raw-trail.ts";
import { refusal } from "./refuse.ts";
import type { RawTable } from "./target.ts";
import type { TrinoView, ViewColumn } from "./trino-view.ts";

const kinds: Readonly<Partial<Record<KeptSourceName, RawColumns>>> = { cloudtrail: rawTrail, s3_access: rawAccess };

/** Logs as AWS delivers them. Throws `capability` on a source that has no such table. */
export function rawView(source: KeptSourceName, table: RawTable, distinctRecords: boolean): TrinoView {
  const columns = kinds[source];
  if (distinctRecords) {
    const hint = "ingest the files: then repeats are told";
    throw refusal("Athena", `\`distinctRecords\` of \`${source}\``, "a raw table does not have the record whole", hint);
  }
  if (columns === undefined)
    throw refusal("Athena", `\`${source}\``, "AWS describes no table over these files", "ingest them");
  return {
    identity: null,
    field: (name) => fieldColumn(columns, name),
    json: (name) => ({ document: fieldColumn(columns, name), steps: [] }),
    members: () => null,
    legs: (time) => [
      {
        table: tableName(table.table),
        conditions: [...partitions(table, time), `${columns.time} IS NOT NULL`, ...columns.conditions(time)],
      },
    ],
  };
}

function fieldColumn({ fields, lacking }: RawColumns, name: string): ViewColumn {
  const sql = fields[name];
  if (sql === undefined) throw missing(name);
  const members = lacking[name];
  const column = { name: columnOf(name).join("_"), sql };
  if (members === undefined) return column;
  return {
    ...column,
    lacks: (member) =>
      member === null || members.includes(member) ? missing(member === null ? name : `${name}[].${member}`) : null,
  };
}

function missing(name: string) {
  return refusal("Athena", `\`${name}\``, "tables over raw logs have no such column", "leave it out, or ask the store");
}

const dayMs = 86_400_000;

/** Files lie under the day of their delivery, which may be the one after: a day more is read on both sides. */
function partitions({ datePartition, pinned = {} }: RawTable, { startMs, endMs }: TimeBounds): readonly string[] {
  const day = (timeMs: number) => literal(new Date(timeMs).toISOString().slice(0, 10).replaceAll("-", "/"));
  const days =
    datePartition === null
      ? []
      : [
          ...(startMs === null ? [] : [`${identifier(datePartition)} >= ${day(held(startMs - dayMs))}`]),
          ...(endMs === null ? [] : [`${identifier(datePartition)} <= ${day(held(endMs + dayMs))}`]),
        ];
  const values = Object.entries(pinned).map(
    ([column, given]) => `${identifier(column)} IN (${given.map(literal).join(", ")})`,
  );
  return [...days, ...values];
}

/** Within the years that a path can name. */
function held(timeMs: number): number {
  return Math.min(Math.max(timeMs, Date.parse("0000-01-01")), Date.parse("9999-12-31"));
}
