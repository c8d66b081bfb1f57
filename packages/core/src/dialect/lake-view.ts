import { fieldsOf, type KeptSourceName } from "../catalog/index.ts";
import type { PathSegment } from "../query/path.ts";
import type { TimeBounds } from "../query/plan.ts";
import { columnOf } from "../store/row.ts";
import type { LakeColumns } from "./lake-columns.ts";
import { insightsColumns } from "./lake-insights.ts";
import { integrationColumns } from "./lake-integration.ts";
import { cloudtrailColumns } from "./lake-trail.ts";
import { refusal } from "./refuse.ts";
import type { LakeTarget } from "./target.ts";
import { verbatimSql } from "./trino-json-text.ts";
import { trinoLiteral } from "./trino-literal.ts";
import type { TrinoView, ViewColumn } from "./trino-view.ts";

const kinds: Readonly<Partial<Record<KeptSourceName, LakeColumns>>> = {
  cloudtrail: cloudtrailColumns,
  cloudtrail_insights: insightsColumns,
  s3_access: integrationColumns,
};

/** How event data stores show a source. Throws `capability` if none holds it. */
export function lakeView(source: KeptSourceName, target: LakeTarget): TrinoView {
  const stores = target.eventDataStores[source] ?? [];
  const columns = kinds[source];
  if (stores.length === 0 || columns === undefined) {
    throw refusal("CloudTrail Lake", `\`${source}\``, "no event data store holds it");
  }
  return {
    field: (name) => fieldColumn(source, columns, name),
    json: (name, path) => jsonPlace(source, columns, name, path),
    members: (name) => {
      const map = columns.members[name];
      return map === undefined ? null : { name: `${columnName(name)}_members`, sql: map };
    },
    identity: target.distinctRecords === true ? identityOf(source, columns) : null,
    legs: (time) => stores.map((id) => ({ table: storeName(id), conditions: timeConditions(time) })),
  };
}

function identityOf(source: KeptSourceName, { identity }: LakeColumns): readonly string[] {
  if (identity !== undefined) return identity;
  throw refusal("CloudTrail Lake", `\`distinctRecords\` of \`${source}\``, "its columns do not have the record whole");
}

function fieldColumn(source: KeptSourceName, { fields, json }: LakeColumns, name: string): ViewColumn {
  const sql = fields[name];
  if (sql !== undefined) return { name: columnName(name), sql };
  const place = json[name];
  if (place === undefined) throw missing(source, name);
  if (name === "otherFields") checkUnknown(source, []);
  const [document, ...keys] = place;
  return { name: columnName(name), sql: verbatimSql({ document, steps: keys.map((key) => ({ key })) }) };
}

function jsonPlace(source: KeptSourceName, { json }: LakeColumns, name: string, path: readonly PathSegment[]) {
  const place = json[name];
  if (place === undefined) throw missing(source, name);
  if (name === "otherFields") checkUnknown(source, path);
  const [document, ...keys] = place;
  const steps: readonly PathSegment[] = keys.map((key) => ({ key }));
  return { document: { name: `${document}_text`, sql: document }, steps };
}

/** Unknown members stand among the known ones in the event's text: only by their own names can they be told apart. */
function checkUnknown(source: KeptSourceName, [member]: readonly PathSegment[]): void {
  const isKnown = (key: string) => fieldsOf(source).some(([name]) => name.split(".")[0] === key);
  if (member !== undefined && "key" in member && !isKnown(member.key)) return;
  throw refusal(
    "CloudTrail Lake",
    "`otherFields`",
    "an event's unknown members stand among the known ones",
    "name one of them, as in `otherFields.member`",
  );
}

function missing(source: KeptSourceName, name: string) {
  const isField = fieldsOf(source).some(([field]) => field === name);
  const reason = isField ? "event data stores do not hold it" : "there is no such field";
  return refusal("CloudTrail Lake", `\`${name}\``, reason, "leave it out, or ask another engine");
}

/** The name of a field inside a statement. */
function columnName(field: string): string {
  return columnOf(field).join("_");
}

/** Ids stand bare after FROM: they are the last part of an ARN, hexadecimal digits and hyphens. */
function storeName(id: string): string {
  if (/^[0-9A-Za-z][0-9A-Za-z-]{2,127}$/.test(id)) return id;
  throw refusal("CloudTrail Lake", `\`${id}\``, "it is no id of an event data store");
}

/** Lake is billed by the bytes that it scans, and scans by `eventtime`. */
function timeConditions({ startMs, endMs }: TimeBounds): readonly string[] {
  const time = (value: number) => trinoLiteral({ type: "timestamp", value });
  return [
    ...(startMs === null ? [] : [`eventtime >= ${time(startMs)}`]),
    ...(endMs === null ? [] : [`eventtime < ${time(endMs)}`]),
  ];
}
