import { join } from "node:path";
import { Store } from "@trailkeep/core/store";
import { expect, test } from "vitest";
import { event, line, trail } from "./content.ts";
import { put, scratch, takeIn } from "./take.ts";

/** A hostile file: how many of its records are to be rows, and what is to be said of the others, in order. */
interface Hostile {
  readonly content: string | Uint8Array;
  readonly rows: number;
  readonly reasons: readonly (string | RegExp)[];
}

/** Ids are counted on, so that no file repeats a record of another. */
let id = 0;
const ok = (more = "", time?: string): string => event(++id, more, time);
const okLine = (fields: Parameters<typeof line>[1] = {}): string => line(++id, fields);
const inList = (bad: string): string => trail(ok(), bad, ok());
const between = (bad: string | Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(okLine()), Buffer.from(bad), Buffer.from(`\n${okLine()}`)]);
const bytes = (...all: number[]): Uint8Array => Buffer.from(all);
const param = (value: string): string => `,"requestParameters":{"x":${value}}`;
const list = (bad: Uint8Array): Uint8Array => {
  const [head = "", tail = ""] = inList(ok(param('"HERE"'))).split("HERE");
  return Buffer.concat([Buffer.from(head), bad, Buffer.from(tail)]);
};

const notUtf8 = "it is not valid UTF-8";
const noTime = (time: string): RegExp =>
  new RegExp(`its eventTime is "${time.replace("+", "\\+")}", which is no RFC 3339 time`);

const files: Readonly<Record<string, Hostile>> = {
  "overlong UTF-8": { content: list(bytes(0xc0, 0xaf)), rows: 2, reasons: [notUtf8] },
  "a surrogate as UTF-8": { content: list(bytes(0xed, 0xa0, 0x80)), rows: 2, reasons: [notUtf8] },
  "UTF-8 cut off": { content: list(bytes(0xe2, 0x82)), rows: 2, reasons: [notUtf8] },
  "beyond U+10FFFF": { content: list(bytes(0xf4, 0x90, 0x80, 0x80)), rows: 2, reasons: [notUtf8] },
  "a raw NUL in a string": { content: list(bytes(0)), rows: 2, reasons: [/control character \(0x00\)/] },
  "a line that is not UTF-8": { content: between(bytes(0x61, 0xff, 0x62)), rows: 2, reasons: [notUtf8] },
  "a byte order mark": { content: `\ufeff${inList(ok())}`, rows: 3, reasons: [] },
  "a byte order mark before lines": { content: `\ufeff${okLine()}${okLine()}`, rows: 2, reasons: [] },
  "UTF-16, little end first": {
    content: Buffer.from(`\ufeff${inList(ok())}`, "utf16le"),
    rows: 0,
    reasons: ["it is UTF-16 text; convert it to UTF-8"],
  },
  "UTF-16, big end first": {
    content: Buffer.from(`\ufeff${okLine()}`, "utf16le").swap16(),
    rows: 0,
    reasons: ["it is UTF-16 text; convert it to UTF-8"],
  },
  "escaped NUL and lone surrogates": { content: inList(ok(param('"\\u0000 \\ud800 \\udfff"'))), rows: 3, reasons: [] },
  "100,000 bytes of white space before the first record": {
    content: `${" \n".repeat(50_000)}${inList(ok())}`,
    rows: 0,
    reasons: ["its first 65536 bytes are white space"],
  },
  "20,000 levels of objects": {
    content: inList(ok(`,"requestParameters":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`)),
    rows: 2,
    reasons: ["it is nested deeper than the limit of 128 levels"],
  },
  "20,000 levels of arrays that are never closed": {
    content: inList(ok(`,"requestParameters":${"[".repeat(20_000)}`)),
    rows: 1,
    reasons: [/the file ends inside this record|nested deeper/],
  },
  "a member twice": {
    content: inList(ok(',"userAgent":"a","userAgent":"b"')),
    rows: 2,
    reasons: ['an object in it has the member "userAgent" twice'],
  },
  "a member twice, once with an escape, deep inside": {
    content: inList(ok(param('[{"key":1,"k\\u0065y":2}]'))),
    rows: 2,
    reasons: ['an object in it has the member "key" twice'],
  },
  "numbers beyond 2^53, beyond 64 bits, 1e400, and exponents without end": {
    content: inList(
      ok(param(`[9007199254740993,18446744073709551616,1e400,-1e-400,1e${"9".repeat(1000)},${"9".repeat(50_000)}]`)),
    ),
    rows: 3,
    reasons: [],
  },
  "numbers that are none": {
    content: trail(
      ok(),
      ...["01", "+1", ".5", "1.", "1e", "0x10", "NaN", "Infinity", "-"].map((n) => ok(param(n))),
      ok(),
    ),
    rows: 2,
    reasons: Array.from({ length: 9 }, () => /^(at byte \d+ there is|it ends at byte)/),
  },
  "an access log's count beyond 64 bits": {
    content: between(okLine({ bytesSent: "9223372036854775808" }).trimEnd()),
    rows: 2,
    reasons: ['bytesSent is "9223372036854775808", which is more than 64 bits hold'],
  },
  "an access log's count of 100,000 digits": {
    content: between(okLine({ bytesSent: "1".repeat(100_000) }).trimEnd()),
    rows: 2,
    reasons: [/^bytesSent is "1{60}\.\.\.", which is more than 64 bits hold$/],
  },
  "the years 1 and 9999, and a leap second": {
    content: trail(
      ok("", "0001-01-01T00:00:00Z"),
      ok("", "9999-12-31T23:59:59Z"),
      ok("", "2016-12-31T23:59:60Z"),
      ok("", "9999-12-31T23:59:59.999+00:00"),
    ),
    rows: 4,
    reasons: [],
  },
  "the years 0 and 10000, and times that are none": {
    content: trail(
      ok(),
      ...["0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "10000-01-01T00:00:00Z", "9999-12-31T23:59:60Z"].map(
        (time) => ok("", time),
      ),
      ...["2026-02-29T00:00:00Z", "2026-05-04T24:00:00Z", "2026-05-04T10:60:00Z", "2026-05-04", ""].map((time) =>
        ok("", time),
      ),
    ),
    rows: 1,
    reasons: [
      noTime("0000-12-31T23:59:59Z"),
      noTime("0001-01-01T00:00:00+00:01"),
      noTime("10000-01-01T00:00:00Z"),
      noTime("9999-12-31T23:59:60Z"),
      noTime("2026-02-29T00:00:00Z"),
      noTime("2026-05-04T24:00:00Z"),
      noTime("2026-05-04T10:60:00Z"),
      noTime("2026-05-04"),
      noTime(""),
    ],
  },
  "the same in an access log": {
    content: [
      okLine({ time: "31/Dec/0000:23:59:59 +0000" }),
      okLine({ time: "01/Jan/0001:00:00:00 +0000" }),
      okLine({ time: "31/Dec/9999:23:59:59 +0000" }),
      okLine({ time: "31/Dec/9999:23:59:59 -0001" }),
      okLine({ time: "31/Dec/2016:23:59:60 +0000" }),
      okLine({ time: "30/Feb/2026:00:00:00 +0000" }),
    ].join(""),
    rows: 3,
    reasons: [/there is no such time/, /there is no such time/, /there is no such time/],
  },
  "lines that end in CR LF, the last in nothing": {
    content: `${okLine()}${okLine()}${okLine().trimEnd()}`.replaceAll("\n", "\r\n"),
    rows: 3,
    reasons: [],
  },
  "lines that end in a lone CR are one line": {
    content: `${okLine()}${okLine()}`.replaceAll("\n", "\r"),
    rows: 0,
    reasons: [/can be read in more than one way/],
  },
  "JSON lines without an end to the last": { content: `${ok()}\n${ok()}`, rows: 2, reasons: [] },
  "a string without an end, in one line": {
    content: trail(ok(), `${ok().slice(0, -2)}}`, ok()),
    rows: 1,
    reasons: ["the file ends inside this record"],
  },
  "a string without an end, in lines": {
    content: `${ok()}\n${ok().slice(0, -2)}}\n${ok()}\n`,
    rows: 2,
    reasons: [/control character|cut off/],
  },
  "NUL bytes between records": {
    content: `${ok()}\n\0\0\0\n${ok()}\n`,
    rows: 2,
    reasons: ["it is neither a JSON object nor an array"],
  },
  "NUL bytes in a line": { content: between(okLine({ userAgent: "a\0b" }).trimEnd()), rows: 3, reasons: [] },
  "an object that is no record": { content: inList('{"a":1}'), rows: 2, reasons: [/it is no CloudTrail record/] },
};

test("hostile texts: what is intact is taken, and of the rest is said why, in words", async () => {
  const folder = scratch();
  const named = Object.entries(files).map(([what, file], place) => ({ what, file, name: `${place}.log` }));
  for (const { file, name } of named) put(folder, `in/${name}`, file.content);
  const { files: taken, records, reasons } = await takeIn(folder);
  const whole = named.filter(({ what }) => what.startsWith("UTF-16") || what.startsWith("100,000"));
  expect(taken).toEqual({ taken: named.length - whole.length, skipped: 0, quarantined: whole.length, ignored: 0 });
  const rows = await rowsOf(folder);
  for (const { what, file, name } of named) {
    const uri = `file://${join(folder, "in", name)}`;
    const found = reasons.filter((entry) => entry.uri === uri).map(({ reason }) => reason);
    const wanted = file.reasons.map((reason) => (typeof reason === "string" ? reason : expect.stringMatching(reason)));
    expect({ what, rows: rows.get(uri) ?? 0, reasons: found }).toEqual({ what, rows: file.rows, reasons: wanted });
  }
  expect(records.written).toBe(named.reduce((sum, { file }) => sum + file.rows, 0));
});

/** Rows that the ledger counts for each input object. */
async function rowsOf(folder: string): Promise<ReadonlyMap<string, number>> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const store = Store.open(join(folder, "store"));
  const paths = (["cloudtrail", "s3_access"] as const).flatMap((source) =>
    store.files(source).map((file) => file.path),
  );
  store.close();
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const list = paths.map((path) => `'${path}'`).join(", ");
    const sql = `SELECT input_object AS uri, count(*)::INT AS rows
      FROM read_parquet([${list}], hive_partitioning = false, union_by_name = true) GROUP BY ALL`;
    const result = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    return new Map(result.map(({ uri, rows }) => [String(uri), Number(rows)]));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
