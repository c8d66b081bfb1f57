import type { SourceName } from "@trailkeep/core/catalog";
import {
  type ColumnNode,
  columnTree,
  identifier,
  literal,
  recordFields,
  type StoreField,
  timeColumn,
} from "@trailkeep/core/store";
import { escapeMark, escapes } from "./encode.ts";
import type { StagedPart } from "./stage.ts";

/** The smallest line buffer that DuckDB takes by default, bytes. */
const minLineBytes = 2 * 1024 ** 2;

/**
 * A buffer of DuckDB's CSV reader holds at least one line; 32 MB is its own default for lines of up to 2 MB. Left alone it
 * would take 16 times the longest line, more than all the memory that it has. Its parallel reader gives up on lines that
 * long. Bytes.
 */
const minBufferBytes = 32_000_000;

/** Reads a part into a table `part`: object_id, position, record_id, and the cells as typed columns c0, c1, ... */
export function loadPart(part: StagedPart, dropped: ReadonlySet<number>): string {
  const fields = recordFields(part.source);
  const cells = fields.map((field, place) => `${cellValue(field, place, part.escapedCells.has(place))} AS c${place}`);
  const filter = dropped.size === 0 ? "" : ` WHERE object_id NOT IN (${[...dropped].join(", ")})`;
  return `CREATE OR REPLACE TABLE part AS
    SELECT object_id, position, record_id, ${cells.join(", ")} FROM ${readStaged(part, fields)}${filter}`;
}

/** Reads the URIs of the input objects into a table `object`. */
export function loadObjects(path: string): string {
  const options = csvOptions({ id: "BIGINT", uri: "VARCHAR" }, minLineBytes);
  return `CREATE OR REPLACE TABLE object AS SELECT id, ${unescaped("uri")} AS uri FROM read_csv(${literal(path)}, ${options})`;
}

/**
 * The rows of `part` that are not new, into a table `repeated`: those whose record is in `files` (Parquet paths), and
 * those that are in the part a second time.
 */
export function findRepeats(files: readonly string[]): string {
  const stored =
    files.length === 0
      ? ""
      : `UNION SELECT rowid FROM part WHERE record_id IN (SELECT record_id FROM ${parquet(files)})`;
  return `CREATE OR REPLACE TABLE repeated AS
    SELECT part.rowid AS place FROM part
    JOIN (SELECT record_id, min(rowid) AS first FROM part GROUP BY record_id HAVING count(*) > 1) AS twice USING (record_id)
    WHERE part.rowid > twice.first ${stored}`;
}

/** Rows and repeats of each input object in `part`. */
export const countByObject = `
  SELECT object_id, count(*) AS rows, count(repeated.place) AS repeats
  FROM part LEFT JOIN repeated ON repeated.place = part.rowid GROUP BY object_id`;

/**
 * New rows of `part` whose event id and account stand with other content in `files` or earlier in the part; null for
 * sources whose ids do not promise to name one record.
 */
export function findConflicts(source: SourceName, files: readonly string[]): string | null {
  const key = conflictKey(source);
  if (key === null) return null;
  const [id, account] = key;
  const stored = files.length === 0 ? "" : `UNION ALL SELECT event_id, recipient_account_id, -1 FROM ${parquet(files)}`;
  return `
    WITH fresh AS (
      SELECT rowid AS place, object_id, c${id} AS id, c${account} AS account FROM part
      WHERE c${id} IS NOT NULL AND rowid NOT IN (SELECT place FROM repeated)),
    known AS (
      SELECT id, account, min(place) AS first FROM (
        SELECT id, account, place FROM fresh ${stored}) GROUP BY id, account)
    SELECT fresh.id, fresh.account, object.uri FROM fresh
    JOIN known ON known.id = fresh.id AND known.account IS NOT DISTINCT FROM fresh.account AND known.first < fresh.place
    JOIN object ON object.id = fresh.object_id ORDER BY fresh.place`;
}

/** Writes the new rows of `part` into a Parquet file, in order of time. */
export function writeParquet(source: SourceName, path: string): string {
  const places = new Map(recordFields(source).map((field, place) => [field.name, place]));
  const columns = columnTree(source).map((node) => `${columnValue(node, places)} AS ${identifier(node.name)}`);
  return `COPY (
      SELECT ${columns.join(", ")} FROM part JOIN object ON object.id = part.object_id
      WHERE part.rowid NOT IN (SELECT place FROM repeated)
      ORDER BY ${identifier(timeColumn(source))}, part.rowid
    ) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`;
}

/** Rows and time range of a Parquet file, from the file itself. */
export function describeParquet(source: SourceName, path: string): string {
  const time = identifier(timeColumn(source));
  return `SELECT count(*) AS rows, epoch_ms(min(${time})) AS min_ms, epoch_ms(max(${time})) AS max_ms FROM ${parquet([path])}`;
}

function conflictKey(source: SourceName): readonly [number, number] | null {
  const names = recordFields(source).map((field) => field.name);
  const id = names.indexOf("eventID");
  const account = names.indexOf("recipientAccountId");
  return id < 0 || account < 0 ? null : [id, account];
}

function columnValue(node: ColumnNode, places: ReadonlyMap<string, number>): string {
  if (node.kind === "leaf") return leafValue(node.field, places);
  const members = node.children.map((child) => `${identifier(child.name)} := ${columnValue(child, places)}`);
  return `struct_pack(${members.join(", ")})`;
}

function leafValue(field: StoreField, places: ReadonlyMap<string, number>): string {
  if (field.name === "recordId") return "part.record_id";
  if (field.name === "inputObject") return "object.uri";
  if (field.name === "inputPosition") return "part.position";
  return `part.c${places.get(field.name)}`;
}

function cellValue(field: StoreField, place: number, isEscaped: boolean): string {
  const column = isEscaped ? unescaped(`c${place}`) : `c${place}`;
  if (field.type === "timestamp") return `make_timestamp_ms(${column})`;
  if (field.type !== "list") return column;
  const members = (field.field.members ?? []).map((member) => `${JSON.stringify(member)}:"VARCHAR"`);
  return `from_json(${column}, ${literal(`[{${members.join(",")}}]`)})`;
}

function stagedType(field: StoreField): string {
  switch (field.type) {
    case "integer":
    case "timestamp":
      return "BIGINT";
    case "double":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    default:
      return "VARCHAR";
  }
}

function readStaged(part: StagedPart, fields: readonly StoreField[]): string {
  const types: Record<string, string> = { object_id: "BIGINT", position: "BIGINT", record_id: "UUID" };
  fields.forEach((field, place) => {
    types[`c${place}`] = stagedType(field);
  });
  return `read_csv(${literal(part.path)}, ${csvOptions(types, part.maxLineBytes)})`;
}

function csvOptions(types: Readonly<Record<string, string>>, maxLineBytes: number): string {
  const columns = Object.entries(types).map(([name, type]) => `${name}: ${literal(type)}`);
  const lineBytes = Math.max(minLineBytes, maxLineBytes);
  return `auto_detect = false, header = false, delim = chr(31), quote = '', escape = '', comment = '', nullstr = chr(16),
    new_line = '\\n', max_line_size = ${lineBytes}, buffer_size = ${Math.max(minBufferBytes, 2 * lineBytes)},
    parallel = ${lineBytes === minLineBytes},
    columns = {${columns.join(", ")}}`;
}

/** Undoes the escapes, the escape's own last. */
function unescaped(column: string): string {
  return escapes.reduce((sql, [character, letter]) => {
    return `replace(${sql}, ${chr(escapeMark)} || ${literal(letter)}, ${chr(character)})`;
  }, column);
}

function chr(character: string): string {
  return `chr(${character.charCodeAt(0)})`;
}

function parquet(paths: readonly string[]): string {
  return `read_parquet([${paths.map(literal).join(", ")}], hive_partitioning = false)`;
}
