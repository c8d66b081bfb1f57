import { type HiveType, readType } from "./type.ts";
import type { Words } from "./words.ts";

export interface HiveColumn {
  readonly name: string;
  readonly type: HiveType;
}

/** What CREATE TABLE says. @see https://docs.aws.amazon.com/athena/latest/ug/create-table.html */
export interface HiveTable {
  readonly external: boolean;
  readonly ifNotExists: boolean;
  readonly database: string | null;
  readonly name: string;
  readonly columns: readonly HiveColumn[];
  readonly partitions: readonly HiveColumn[];
  /** Iceberg's: names of columns, or transforms of them as `day(time)`. */
  readonly transforms: readonly string[];
  readonly serde: string | null;
  readonly serdeProperties: Readonly<Record<string, string>>;
  readonly inputFormat: string | null;
  /** As in `STORED AS PARQUET`. */
  readonly storedAs: string | null;
  readonly location: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

/** A table's name, with its database if it stands before it. */
export function readName(words: Words): { readonly database: string | null; readonly name: string } {
  const parts = [words.next("name")];
  while (words.skip(".")) parts.push(words.next("name"));
  const [name = "", database = null, catalog = "awsdatacatalog"] = parts.toReversed();
  if (parts.length > 3 || catalog.toLowerCase() !== "awsdatacatalog") words.fail("a table of AwsDataCatalog");
  return { database: database?.toLowerCase() ?? null, name: name.toLowerCase() };
}

/** Reads the rest of CREATE [EXTERNAL] TABLE. */
export function readCreateTable(words: Words): HiveTable {
  const external = words.skip("EXTERNAL");
  words.expect("TABLE");
  const ifNotExists = words.skip("IF", "NOT", "EXISTS");
  const table = readName(words);
  const columns = readColumns(words);
  const draft = { partitions: [] as readonly HiveColumn[], transforms: [] as readonly string[] };
  let [serde, inputFormat, storedAs, location]: (string | null)[] = [null, null, null, null];
  let [serdeProperties, properties]: Readonly<Record<string, string>>[] = [{}, {}];
  for (;;) {
    if (words.skip("COMMENT")) words.next("string");
    else if (words.skip("PARTITIONED", "BY")) Object.assign(draft, readPartitions(words));
    else if (words.skip("ROW", "FORMAT", "SERDE")) serde = words.next("string");
    else if (words.skip("WITH", "SERDEPROPERTIES")) serdeProperties = readProperties(words);
    else if (words.skip("STORED", "AS", "INPUTFORMAT")) inputFormat = readFormats(words);
    else if (words.skip("STORED", "AS")) storedAs = words.next("word").toUpperCase();
    else if (words.skip("LOCATION")) location = words.next("string");
    else if (words.skip("TBLPROPERTIES")) properties = readProperties(words);
    else break;
  }
  words.end();
  return {
    external,
    ifNotExists,
    ...table,
    columns,
    ...draft,
    serde: serde ?? null,
    serdeProperties: serdeProperties ?? {},
    inputFormat: inputFormat ?? null,
    storedAs: storedAs ?? null,
    location: location ?? null,
    properties: properties ?? {},
  };
}

function readFormats(words: Words): string {
  const input = words.next("string");
  words.expect("OUTPUTFORMAT");
  words.next("string");
  return input;
}

function readColumns(words: Words): readonly HiveColumn[] {
  const columns: HiveColumn[] = [];
  words.expect("(");
  do columns.push(readColumn(words));
  while (words.skip(","));
  words.expect(")");
  return columns;
}

function readColumn(words: Words): HiveColumn {
  const name = words.next("name").toLowerCase();
  const type = readType(words);
  if (words.skip("COMMENT")) words.next("string");
  return { name, type };
}

/** Columns of their own with types, or Iceberg's transforms of the table's columns. */
function readPartitions(words: Words): Pick<HiveTable, "partitions" | "transforms"> {
  const [partitions, transforms]: [HiveColumn[], string[]] = [[], []];
  words.expect("(");
  do {
    const name = words.next("name").toLowerCase();
    if (words.skip("(")) transforms.push(`${name}(${readTransform(words)})`);
    else if (words.current.kind === "word") partitions.push({ name, type: readType(words) });
    else transforms.push(name);
    if (words.skip("COMMENT")) words.next("string");
  } while (words.skip(","));
  words.expect(")");
  return { partitions, transforms };
}

/** `day(time)`, `bucket(16, id)`: Trino puts the number last. */
function readTransform(words: Words): string {
  const number = words.current.kind === "number" ? words.next("number") : null;
  if (number !== null) words.expect(",");
  const column = words.next("name").toLowerCase();
  words.expect(")");
  return number === null ? column : `${column}, ${number}`;
}

export function readProperties(words: Words): Readonly<Record<string, string>> {
  const properties: Record<string, string> = {};
  words.expect("(");
  do {
    const name = words.next("string");
    words.expect("=");
    properties[name] = words.next("string");
  } while (words.skip(","));
  words.expect(")");
  return properties;
}
