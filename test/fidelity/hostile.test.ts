import { recordFields, type StoreRow } from "@trailkeep/core/store/row";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate, type Query } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { ask } from "./ask.ts";
import { openWorld, stores, type World } from "./world.ts";

/** Texts that mean something in SQL, JSON, patterns or Logs Insights, each in one record. */
const texts: readonly string[] = [
  ...["'", "''", '"', '""', "`", "\\", "\\'", '\\"', "\\\\", "%", "_", "a%b", "a_b", "?", "$1", `$${"{x}"}`, "@", "#"],
  ...["--", "-- x", "/*", "*/", "/* x */", ";", "'; DROP TABLE x; --", "' OR '1'='1", "\\' OR 1=1 --", "||", "|"],
  ...["\n", "a\nb", "\r\n", "\t", "\u0000", "a\u0000b", "\u001f", "\u007f", "\u0085", "\u2028", "\ufeff", "\ufffd"],
  ...["é", "e\u0301", "ß", "İ", "ı", "\u{1F600}", "Ａ", "\u202e", "null", "NULL", "-", "", " ", " a", "a ", "true"],
  ...["{}", "[]", '{"a":1}', "[1]", '"a"', "1", "1.0", "0x10", "U&'\\0041'", "X'41'", "TIMESTAMP '2026-01-01'"],
  ...["/", "/x/", ".*", "^a$", "(", "[", "\\d", "(?i)a", "| limit 1", '" | limit 1 #', "' or 1 like /x/", "%2522"],
  "x".repeat(1_000),
  "'".repeat(600),
  "é'\\".repeat(400),
];

const nowMs = Date.parse("2026-03-03T00:00:00Z");

function rowOf(text: string, index: number): StoreRow {
  const timeMs = Date.parse("2026-03-01T00:00:00Z") + index * 1_000;
  const named: Readonly<Record<string, string | number>> = {
    eventTime: timeMs,
    eventID: `e-${index}`,
    eventName: "Put",
    userAgent: text,
    requestParameters: JSON.stringify({ value: text, [`k${text}`]: "here" }),
  };
  const cells = recordFields("cloudtrail").map(({ name }) => named[name] ?? null);
  return { source: "cloudtrail", timeMs, recordId: String(index).padStart(32, "0"), cells };
}

const path = (text: string) => `requestParameters[${JSON.stringify(`k${text}`)}]`;

/** The language takes paths of 1,024 characters, and no NUL in them: of others no store is asked. */
function isPathPart(text: string): boolean {
  return !text.includes("\u0000") && path(text).length <= 1_024;
}

/** A text as a value of each operator, and as part of a path. */
const questions: Readonly<Record<string, (text: string) => Query>> = {
  eq: (text) => ({ from: "cloudtrail", where: { field: "userAgent", op: "eq", value: text }, select: ["eventID"] }),
  "eq in open JSON": (text) => ({
    from: "cloudtrail",
    where: { field: "requestParameters.value", op: "eq", value: text },
    select: ["eventID", "userAgent"],
  }),
  contains: (text) => ({
    from: "cloudtrail",
    where: { field: "userAgent", op: "contains", value: text === "" ? "x" : text },
    select: ["eventID"],
  }),
  "not in, ignoring case": (text) => ({
    from: "cloudtrail",
    where: { not: { field: "userAgent", op: "in", value: [text, "never"], ignoreCase: true } },
    aggregate: { n: { fn: "count" } },
  }),
  "part of a path": (text) => ({
    from: "cloudtrail",
    where: { field: path(text), op: "exists" },
    select: ["eventID"],
  }),
};

describe("hostile strings", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(texts.map(rowOf), nowMs);
  });
  afterAll(() => world?.close());

  const cases = stores.flatMap((store) => Object.keys(questions).map((question) => [store, question] as const));
  test.each(cases)("%s: %s", { timeout: 600_000 }, async (store, question) => {
    const refused: string[] = [];
    const asked = question === "part of a path" ? texts.filter(isPathPart) : texts;
    const waiting = [...asked];
    const lane = async () => {
      for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
        const query = questions[question]?.(text);
        if (query === undefined) throw new Error(question);
        const answer = await ask(world.service, store, query);
        if (answer.kind !== "rows") refused.push(answer.reason);
        else expectAgreement(query, answer, evaluate(query, world.recordsOf(store), nowMs));
      }
    };
    await Promise.all(Array.from({ length: 4 }, lane));
    console.info(`${store}, ${question}: ${asked.length - refused.length} of ${asked.length} texts answered`);
    if (store !== "insights")
      expect([...new Set(refused)].filter((reason) => !/NUL|U\+0000|character/.test(reason))).toEqual([]);
  });
});
