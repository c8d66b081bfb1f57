import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { event, folderForFile, trail, writeFiles } from "./support/logs.ts";
import { onTerminal } from "./support/terminal.ts";
import { trailkeep } from "./support/trailkeep.ts";

const cwd = folderForFile();
const hostile = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil";

beforeAll(async () => {
  const arn = `arn:aws:iam::111122223333:user/${"long".repeat(30)}`;
  writeFiles(cwd, {
    "logs/a.json": trail([
      event(1, { userIdentity: { type: "IAMUser", arn }, userAgent: hostile }),
      event(2, { userIdentity: { type: "IAMUser", arn: "arn:short" }, userAgent: "日本語" }),
    ]),
    "few.json": '{"from":"cloudtrail","select":["eventName","userIdentity.arn","userAgent"]}',
    "everything.json": '{"from":"cloudtrail"}',
  });
  await trailkeep(["ingest", "logs"], { cwd });
});

/** Lines as the terminal got them, without the carriage returns that it adds and without styles. */
function linesOf(out: string): readonly string[] {
  return stripVTControlCharacters(out).replaceAll("\r\n", "\n").trimEnd().split("\n");
}

describe.concurrent("query on a terminal", () => {
  test("the table is as wide as the terminal at most, long cells are cut, and that is said", async (context) => {
    const { code, out } = await onTerminal(context, "$T query few.json", { cwd, columns: 70 });
    const lines = linesOf(out);
    expect(code).toBe(0);
    for (const line of lines.slice(0, 4)) expect(line.length).toBeLessThanOrEqual(70);
    expect(lines[2]).toContain("…");
    expect(lines.join("\n")).toContain("cut short (…)");
  });

  test("times are not cut while texts can be", async (context) => {
    writeFiles(cwd, { "times.json": '{"from":"cloudtrail","select":["userIdentity.arn","eventTime"]}' });
    const { out } = await onTerminal(context, "$T query times.json", { cwd, columns: 40 });
    const lines = linesOf(out);
    expect(lines[2]).toBe("arn:aws:iam::…  2026-10-01T00:00:01.000Z");
    expect(lines[3]).toBe("arn:short       2026-10-01T00:00:02.000Z");
  });

  test("hostile text arrives written out", async (context) => {
    const { out } = await onTerminal(context, "$T query few.json", { cwd, columns: 300, env: { NO_COLOR: "1" } });
    expect(out).toContain("\\x1b]0;owned\\x07\\x1b[2J\\x9b31m\\u202eevil");
    expect(out).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
  });

  test("column names are bold, and not with NO_COLOR or on a dumb terminal", async (context) => {
    const bold = "\u001b[1meventName";
    expect((await onTerminal(context, "$T query few.json", { cwd })).out).toContain(bold);
    expect((await onTerminal(context, "$T query few.json", { cwd, env: { NO_COLOR: "1" } })).out).not.toContain(
      "\u001b",
    );
    expect((await onTerminal(context, "$T query few.json", { cwd, env: { TERM: "dumb" } })).out).not.toContain(
      "\u001b",
    );
  });

  test("more columns than fit become a block per row", async (context) => {
    const { out } = await onTerminal(context, "$T query everything.json", { cwd, columns: 80 });
    const lines = linesOf(out);
    expect(lines[0]).toBe("--- row 1");
    expect(lines).toContain("--- row 2");
    expect(lines.some((line) => /^eventName +GetObject$/.test(line))).toBe(true);
    expect(lines.join("\n")).toContain("without any value not shown");
  });

  test("a terminal that does not say how wide it is counts as 80 columns", async (context) => {
    const { code, out } = await onTerminal(context, "stty cols 0; $T query few.json", { cwd });
    expect(code).toBe(0);
    for (const line of linesOf(out).slice(0, 4)) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test("raw bytes of the quarantine do not go to a terminal", async (context) => {
  writeFiles(cwd, { "torn/a.json": '{"Records":[{"eventTime":"2026-10-01T00:00:00Z"' });
  await trailkeep(["ingest", "torn", "--data", "torn-store"], { cwd });
  const { code, out } = await onTerminal(context, "$T quarantine show 1 --raw --data torn-store", { cwd });
  expect(code).toBe(2);
  expect(out).toContain("raw bytes do not go to a terminal");
});

test("ingest draws a bar on a terminal and leaves the cursor as it was", async (context) => {
  const { code, out } = await onTerminal(context, "$T ingest logs --data bar-store", { cwd, columns: 120 });
  expect(code).toBe(0);
  expect(out).toMatch(/\d+% \| \d+ rows \| [\d.]+ k?B of [\d.]+ k?B \| \d\/1 files \| 0 quarantined \| /);
  expect(out.lastIndexOf("\u001b[?25h")).toBeGreaterThan(out.lastIndexOf("\u001b[?25l"));
  expect(linesOf(out).join("\n")).toContain("2 read = 2 written + 0 repeated + 0 quarantined + 0 expired");
});
