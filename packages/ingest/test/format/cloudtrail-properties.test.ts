import { createHash } from "node:crypto";
import { type Cell, recordFields } from "@trailkeep/core/store/row";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  anyJson,
  anyStyle,
  array,
  compact,
  type Json,
  members,
  normal,
  object,
  type Style,
  string,
  text,
  token,
  write,
} from "./json-text.ts";
import { cellsOf, read, roomy } from "./read.ts";

const runs = { numRuns: 1500 };
const chunks = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
const fields = recordFields("cloudtrail").filter(({ name }) => !["eventTime", "otherFields", "raw"].includes(name));
const minute = Date.UTC(2023, 6, 10, 12, 20);

/** A record of known members of fitting and unfitting types, of unknown members, and always a time and a name. */
const record: fc.Arbitrary<Json> = fc
  .tuple(
    fc.subarray(["userIdentity", "requestParameters", "userAgent", "readOnly", "resources", "tlsDetails", "errorCode"]),
    fc.array(anyJson, { minLength: 7, maxLength: 7 }),
    identity(),
    resources(),
    members(anyJson).map((list) => list.filter(([name]) => !known(name))),
    fc.integer({ min: 0, max: 999 }),
    fc.boolean(),
  )
  .map(([names, values, who, touched, unknown, millisecond, unfit]) => {
    const chosen = names.map((name, place): [string, Json] => {
      if (name === "userIdentity" && !unfit) return [name, who];
      if (name === "resources" && !unfit) return [name, touched];
      return [name, values[place] ?? token("null")];
    });
    const time = new Date(minute + millisecond).toISOString();
    return object([...chosen, ["eventTime", string(time)], ...unknown, ["eventName", string("E")]]);
  });

function known(name: string): boolean {
  return (
    ["@timestamp", "eventType", "eventCategory", "eventSource"].includes(name) ||
    fields.some((field) => field.name.split(".")[0] === name)
  );
}

function identity(): fc.Arbitrary<Json> {
  return fc
    .tuple(anyJson, members(anyJson), text, members(anyJson))
    .map(([arn, unknown, created, inner]) =>
      object([
        ["arn", arn],
        ...unknown.filter(([name]) => !["arn", "sessionContext", "type"].includes(name)),
        [
          "sessionContext",
          object([
            ...inner.filter(([name]) => name !== "attributes"),
            ["attributes", object([["creationDate", string(created)]])],
          ]),
        ],
      ]),
    );
}

/** Members of list elements are scalars here: the text of an object inside a text would have to be taken apart twice. */
function resources(): fc.Arbitrary<Json> {
  const scalar = anyJson.filter(({ kind }) => kind === "string" || kind === "token");
  const element = fc
    .tuple(scalar, members(anyJson))
    .map(([arn, unknown]) => object([["ARN", arn], ...unknown.filter(([name]) => name !== "ARN")]));
  return fc.array(element, { maxLength: 3 }).map(array);
}

const isNull = (json: Json | undefined): boolean =>
  json === undefined || (json.kind === "token" && json.token === "null");
const get = (json: Json | undefined, name: string): Json | undefined =>
  json?.kind === "object" ? json.members.find(([key]) => key === name)?.[1] : undefined;

function textOf(json: Json): string {
  if (json.kind === "string") return json.text.toWellFormed();
  return json.kind === "token" ? json.token : normal(write(json, compact));
}

/** What a field of a record should be, by the rules of the format: null if it is missing or does not fit. */
function expectedCell(root: Json, path: readonly string[], type: string): Cell {
  const value = path.reduce<Json | undefined>((json, name) => get(json, name), root);
  if (value === undefined || isNull(value)) return null;
  if (type === "string") return textOf(value);
  if (type === "json") return normal(write(value, compact));
  if (type === "boolean") return textOf(value) === "true" ? true : textOf(value) === "false" ? false : null;
  if (type === "list") return expectedList(value);
  return null;
}

function expectedList(value: Json): string | null {
  if (value.kind !== "array" || value.elements.some((element) => element.kind !== "object")) return null;
  const elements = value.elements.map((element) => {
    const parts = ["ARN", "ARNPrefix", "accountId", "type"].map((name) => {
      const member = get(element, name);
      return `"${name}":${member === undefined || isNull(member) ? "null" : JSON.stringify(textOf(member))}`;
    });
    return `{${parts.join(",")}}`;
  });
  return `[${elements.join(",")}]`;
}

/** Ways to write records into a file. Records with line breaks in them are no JSON lines, but values one after the other. */
const framings: Readonly<Record<string, (records: readonly string[]) => string>> = {
  delivered: (records) => `{"Records":[${records.join(",")}]}`,
  surrounded: (records) =>
    `\ufeff{"a":{"Records":[1]},"b":"[{", "Records" : [\r\n${records.join(" ,\n")}\r\n], "c":[[],{}]}\n`,
  array: (records) => `[${records.join(",\n")}]`,
  lines: (records) => records.map((one) => `${one}\n`).join(""),
  linesCrLf: (records) => records.join("\r\n"),
  concatenated: (records) => records.join(""),
};

test("a record is the same row however it is written, framed and cut into chunks", () => {
  let withOthers = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(record, anyStyle), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...Object.keys(framings)),
      chunks,
      (records, framing, sizes) => {
        const texts = records.map(([json, style]) => write(json, style));
        const content = framings[framing]?.(texts) ?? "";
        const { rows, quarantined, positions } = read("cloudtrail", content, { chunks: sizes });
        expect(quarantined).toEqual([]);
        expect(positions).toEqual(records.map((_, place) => place));
        records.forEach(([json], place) => {
          const row = rows[place];
          const cells = cellsOf(row, "cloudtrail");
          const eventTime = get(json, "eventTime");
          expect(row?.timeMs).toBe(Date.parse(eventTime === undefined ? "" : textOf(eventTime)));
          expect(cells["raw"]).toBe(texts[place]);
          expect(row?.recordId).toBe(expectedId(json));
          for (const { name, type } of fields) {
            if (type === "timestamp") continue;
            const cell = cells[name] ?? null;
            const isText = typeof cell === "string" && (type === "json" || isContainer(json, name.split(".")));
            if (isText) expect(cell).not.toMatch(looseSpace(cell));
            const actual = isText || type === "list" ? normal(String(cell)) : cell;
            expect([name, cell === null ? null : actual]).toEqual([name, expectedCell(json, name.split("."), type)]);
          }
          if (cells["otherFields"] !== null) withOthers += 1;
        });
      },
    ),
    runs,
  );
  expect(withOthers).toBeGreaterThan(100);
});

const isContainer = (root: Json, path: readonly string[]): boolean => {
  const kind = path.reduce<Json | undefined>((json, name) => get(json, name), root)?.kind;
  return kind === "object" || kind === "array";
};

/** Matches a text that has white space between its tokens. */
function looseSpace(cell: string): RegExp {
  return /\s/.test(cell.replace(/"(?:[^"\\]|\\.)*"/g, '""')) ? /^/ : /(?!)/;
}

/** The identity by its definition: SHA-256 over the content with members sorted by the bytes of their names. */
function expectedId(json: Json): string {
  return createHash("sha256").update(canonical(json)).digest("hex").slice(0, 32);
}

function canonical(json: Json): string {
  switch (json.kind) {
    case "token":
      return json.token;
    case "string":
      return JSON.stringify(json.text);
    case "array":
      return `[${json.elements.map(canonical).join(",")}]`;
    case "object": {
      const parts = json.members.map(([name, value]) => [JSON.stringify(name).slice(1, -1), canonical(value)] as const);
      parts.sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
      return `{${parts.map(([name, value]) => `"${name}":${value}`).join(",")}}`;
    }
  }
}

/** The same content with members in another order. */
function shuffled(json: Json): Json {
  if (json.kind === "array") return array(json.elements.map(shuffled));
  if (json.kind !== "object") return json;
  return object(json.members.map(([name, value]) => [name, shuffled(value)] as const).reverse());
}

test("no member is lost: every name and value of a record stands in a field or among the other fields", () => {
  fc.assert(
    fc.property(members(anyJson, 6), (unknown) => {
      const chosen = unknown.filter(([name]) => !known(name) && name !== "eventTime");
      const json = object([
        ["eventTime", string("2023-07-10T12:20:00Z")],
        ["eventName", string("E")],
        ...chosen,
        ["tlsDetails", object([...chosen])],
      ]);
      const cells = cellsOf(read("cloudtrail", write(json, compact)).rows[0], "cloudtrail");
      const inner = chosen.filter(
        ([name]) => !["tlsVersion", "cipherSuite", "clientProvidedHostHeader"].includes(name),
      );
      const others = inner.length === 0 ? chosen : [...chosen, ["tlsDetails", object(inner)] as const];
      const expected = others.length === 0 ? null : normal(write(object(others), compact));
      expect(cells["otherFields"] === null ? null : normal(String(cells["otherFields"]))).toBe(expected);
    }),
    runs,
  );
});

test("the identity is that of the content: order, white space and escapes do not change it, any value does", () => {
  fc.assert(
    fc.property(record, anyStyle, anyJson, (json, style: Style, other) => {
      const id = (value: Json, how: Style): string | undefined =>
        read("cloudtrail", write(value, how)).rows[0]?.recordId;
      const plain = id(json, compact);
      expect(id(shuffled(json), style)).toBe(plain);
      const more = json.kind === "object" ? object([...json.members, ["one more", other]]) : json;
      expect(id(more, compact)).not.toBe(plain);
    }),
    runs,
  );
});

test("numbers that differ as text are other content", () => {
  const id = (number: string): string | undefined =>
    read("cloudtrail", `{"eventTime":"2023-07-10T12:20:00Z","eventName":"E","requestParameters":{"n":${number}}}`)
      .rows[0]?.recordId;
  expect(new Set(["1", "1.0", "12345678901234567890", "12345678901234567891", "1e0"].map(id)).size).toBe(5);
});

const shreds = fc.array(
  fc.oneof(
    fc.constant(Buffer.from('{"eventTime":"2023-07-10T12:20:00Z","eventName":"E"}')),
    fc
      .constantFrom(
        '{"Records":[',
        "]}",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        '"',
        "\\",
        "\n",
        "\r\n",
        "7",
        "tru",
        '{"eventTime":"2023-07-10T12:20:00Z","eventName":"E"}',
        "2023-07-10T12:20:00.000Z ",
        "\ufeff",
      )
      .map((part) => Buffer.from(part)),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  ),
  { maxLength: 20 },
);

test("any bytes: nothing is thrown, positions have no gap, chunks change nothing", () => {
  let rows = 0;
  fc.assert(
    fc.property(
      shreds,
      chunks,
      fc.constantFrom(roomy, { maxRecordBytes: 80, maxJsonDepth: 3 }),
      (parts, sizes, limits) => {
        const content = Buffer.concat(parts);
        const found = read("cloudtrail", content, { limits });
        rows += found.rows.length;
        expect(found.positions).toEqual(found.positions.map((_, place) => place));
        expect(read("cloudtrail", content, { chunks: sizes, limits })).toEqual(found);
      },
    ),
    { numRuns: 4000 },
  );
  expect(rows).toBeGreaterThan(500);
});
