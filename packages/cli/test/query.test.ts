import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { event, folderForFile, trail, writeFiles } from "./support/logs.ts";
import { bash, trailkeep } from "./support/trailkeep.ts";

const cwd = folderForFile();
const many = 4_500;

const nasty = {
  eventName: "Nasty",
  userAgent: "\u001b[31mred\u001b[0m\u202e",
  errorMessage: "=1+1",
  sourceIPAddress: "192.0.2.9",
};

beforeAll(async () => {
  const reads = Array.from({ length: many }, (_, id) => event(id));
  const two = [event(many, nasty), event(many + 1, { eventName: "DeleteObject", requestParameters: { key: "a b" } })];
  writeFiles(cwd, {
    "logs/reads.json": trail(reads),
    "logs/others.json": trail(two),
    "nasty.json": JSON.stringify({
      from: "cloudtrail",
      where: { field: "eventName", op: "eq", value: "Nasty" },
      select: ["eventTime", "eventName", "userAgent", "errorMessage", "errorCode"],
    }),
    "all.json": JSON.stringify({ from: "cloudtrail", select: ["eventID"] }),
    "counts.json": JSON.stringify({
      from: "cloudtrail",
      groupBy: ["eventName"],
      aggregate: { n: { fn: "count" } },
      orderBy: [{ field: "n", dir: "desc" }, { field: "eventName" }],
    }),
    "saved.json": JSON.stringify({
      from: "cloudtrail",
      parameters: { name: { type: "string" }, least: { type: "integer", default: 1 } },
      where: { field: "eventName", op: "eq", value: { param: "name" } },
      groupBy: ["eventName"],
      aggregate: { n: { fn: "count" } },
      having: { field: "n", op: "gte", value: { param: "least" } },
    }),
    "typo.json": JSON.stringify({ from: "cloudtrail", where: { field: "eventname", op: "eq", value: "x" } }),
    "syntax.json": '{"from": "cloudtrail",\n  "limit" 3}',
  });
  const { code, err } = await trailkeep(["ingest", "logs"], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
});

describe.concurrent("parameters", () => {
  test("a saved query takes its values from the command line", async () => {
    const ask = (...params: readonly string[]) =>
      trailkeep(["query", "saved.json", "--ndjson", ...params.flatMap((param) => ["--param", param])], { cwd });
    expect((await ask("name=DeleteObject")).out).toBe('{"eventName":"DeleteObject","n":1}\n');
    expect((await ask("name=DeleteObject", "least=2")).out).toBe("");
    expect(await ask()).toMatchObject({ code: 2, err: expect.stringContaining("parameter `name` has no value") });
    expect(await ask("name=x", "least=two")).toMatchObject({
      code: 2,
      err: expect.stringContaining("`least` is integer"),
    });
    expect(await ask("name")).toMatchObject({ code: 2, err: expect.stringContaining("write `--param name=value`") });
  });
});

const ids = Array.from({ length: many + 2 }, (_, id) => event(id).eventID);

describe.concurrent("formats", () => {
  test("in a pipe the answer is a table without colours, and the rest is on standard error", async () => {
    const { code, out, err } = await trailkeep(["query", "counts.json"], { cwd });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "eventName        n",
        "------------  ----",
        "GetObject     4500",
        "DeleteObject     1",
        "Nasty            1",
        "",
      ].join("\n"),
    );
    expect(err).toMatch(/^3 rows in [\d.]+m?s, [\d.]+ k?B in \d+ files? scanned \(local\)\n$/);
  });

  test("a query can come from standard input", async () => {
    const input = readFileSync(join(cwd, "counts.json"), "utf8");
    const { code, out } = await trailkeep(["query", "-", "--csv"], { cwd, input });
    expect({ code, out }).toEqual({ code: 0, out: "eventName,n\r\nGetObject,4500\r\nDeleteObject,1\r\nNasty,1\r\n" });
  });

  test("columns without any value are left out, and named", async () => {
    const { out, err } = await trailkeep(["query", "nasty.json"], { cwd });
    expect(out.split("\n")[0]).not.toContain("errorCode");
    expect(err).toContain("1 column without any value not shown: errorCode");
  });

  test("a log field cannot send anything to the terminal", async () => {
    const { out } = await trailkeep(["query", "nasty.json"], { cwd });
    expect(out).toContain("\\x1b[31mred\\x1b[0m\\u202e");
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  test("--json is the reply of the service with every row", async () => {
    const { code, out } = await trailkeep(["query", "all.json", "--json"], { cwd });
    expect(code).toBe(0);
    expect(out.endsWith("}\n")).toBe(true);
    expect(out.split("\n")).toHaveLength(2);
    expect(JSON.parse(out)).toMatchObject({
      status: "succeeded",
      engine: "local",
      columns: [{ name: "eventID", type: "string" }],
      rows: ids.map((eventID) => ({ eventID })),
      nextCursor: null,
      approximate: [],
      statistics: { rows: many + 2 },
      error: null,
    });
  });

  test("--json gives hostile text back exactly, in escapes", async () => {
    const { out } = await trailkeep(["query", "nasty.json", "--json"], { cwd });
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(JSON.parse(out)).toMatchObject({
      rows: [{ userAgent: nasty.userAgent, errorMessage: "=1+1", errorCode: null }],
    });
  });

  test("--ndjson is a row a line, all pages of them", async () => {
    const { code, out } = await trailkeep(["query", "all.json", "--ndjson"], { cwd });
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(ids.map((eventID) => ({ eventID })));
  });

  test("--csv leaves data as it is, but for what a spreadsheet would run", async () => {
    const { out } = await trailkeep(["query", "nasty.json", "--csv"], { cwd });
    expect(out).toBe(
      `eventTime,eventName,userAgent,errorMessage,errorCode\r\n2026-10-01T01:15:00.000Z,Nasty,${nasty.userAgent},'=1+1,\r\n`,
    );
  });

  test("a result of more than one page is one table", async () => {
    const { out } = await trailkeep(["query", "all.json"], { cwd });
    const lines = out.trimEnd().split("\n");
    expect(lines[0]).toBe("eventID");
    expect(lines.slice(2)).toEqual(ids);
  });

  test("in a pipe a cell is cut at 300 characters, and that is said", async () => {
    writeFiles(cwd, { "long/long.json": trail([event(1, { errorMessage: "x".repeat(400) })]) });
    await trailkeep(["ingest", "long", "--data", "long-store"], { cwd });
    const input = '{"from":"cloudtrail","select":["errorMessage"]}';
    const { out, err } = await trailkeep(["query", "-", "--data", "long-store"], { cwd, input });
    expect(out.split("\n")[2]).toBe(`${"x".repeat(299)}…`);
    expect(err).toContain("1 cell cut short (…); `--json`, `--ndjson` and `--csv` give everything");
  });
});

describe.concurrent("a reader that goes away is no error", () => {
  test.each(["--ndjson", "--csv", "--json", ""])("query %s | head", async (format) => {
    const { code, out, err } = await bash(`$T query all.json ${format} | head -c 10`, { cwd });
    expect({ code, length: out.length }).toEqual({ code: 0, length: 10 });
    expect(err).not.toMatch(/EPIPE|Error|\bat /);
  });
});

describe.concurrent("what is wrong is said in a line", () => {
  test.each([
    [
      ["typo.json"],
      2,
      "trailkeep: unknown field `eventname` of `cloudtrail` at /where/field; did you mean `eventName`?\n",
    ],
    [["syntax.json"], 2, "trailkeep: the query is not JSON: colon expected at syntax.json:2:11\n"],
    [["missing.json"], 1, "trailkeep: cannot read the query: there is no such file at missing.json\n"],
    [["logs"], 1, "trailkeep: cannot read the query: it is a folder at logs\n"],
    [["all.json", "--engine", "locl"], 2, "trailkeep: unknown engine `locl` at /engine; did you mean `local`?\n"],
  ])("query %j", async (args, code, err) => {
    expect(await trailkeep(["query", ...args], { cwd })).toEqual({ code, out: "", err });
  });

  test.each([
    ["", 2, "the query is not JSON: value expected at standard input:1:1"],
    ["\ufeff{", 2, "the query is not JSON: close brace expected at standard input:1:2"],
    ["[1, 2,]", 2, "the query is not JSON: value expected at standard input:1:7"],
    [`"${"x".repeat(1024 * 1024)}"`, 2, "this is too large for a query"],
    ["{}", 2, "/from"],
    ['"\\ud800"', 2, ""],
  ])("standard input %#", async (input, code, part) => {
    const outcome = await trailkeep(["query", "-"], { cwd, input });
    expect({ code: outcome.code, out: outcome.out }).toEqual({ code, out: "" });
    expect(outcome.err).toMatch(/^trailkeep: /);
    expect(outcome.err).toContain(part);
    expect(outcome.err).not.toMatch(/\n\s+at /);
  });

  test("a query that is not UTF-8", async () => {
    const { code, err } = await bash("printf '\"\\xff\"' | $T query -", { cwd });
    expect({ code, err }).toEqual({ code: 2, err: "trailkeep: the query is not UTF-8 text at standard input\n" });
  });

  test("several problems are several lines", async () => {
    const input = '{"from":"cloudtrail","limit":0,"frm":1}';
    const { code, err } = await trailkeep(["query", "-"], { cwd, input });
    expect(code).toBe(2);
    expect(err.trimEnd().split("\n").length).toBeGreaterThan(1);
    for (const line of err.trimEnd().split("\n")) expect(line).toMatch(/^trailkeep: /);
  });

  test("a full disk under the output", async () => {
    const { code, err } = await bash("$T query all.json --ndjson > /dev/full", { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(/^trailkeep: ENOSPC: no space left on device[^\n]*\n$/);
  });

  test("--debug shows where it arose", async () => {
    const { code, err } = await trailkeep(["query", "typo.json", "--debug"], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/\n +at .*\.js:\d+/);
  });

  test("a store that is none", async () => {
    writeFiles(cwd, { "damaged/manifest.db": "this is no database, whatever its name says ".repeat(40) });
    const { code, out, err } = await trailkeep(["query", "all.json", "--data", "damaged"], { cwd });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^trailkeep: .*manifest\.db/);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});

test("an empty store answers with no rows and says that it is empty", async () => {
  const { code, out, err } = await trailkeep(["query", "all.json", "--data", "nothing"], { cwd });
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toContain("0 rows");
  expect(err).toContain("the store is empty");
  expect(err).toContain(join(cwd, "nothing"));
});

test("TRAILKEEP_DATA names the store, and --data goes before it", async () => {
  const env = { TRAILKEEP_DATA: "nothing" };
  expect((await trailkeep(["query", "counts.json", "--ndjson"], { cwd, env })).out).toBe("");
  expect((await trailkeep(["query", "counts.json", "--ndjson", "--data", ".trailkeep"], { cwd, env })).out).toContain(
    "4500",
  );
});
