import { fieldsOf, keptSourceNames, localSourceNames, sourceOf } from "@trailkeep/core/catalog";
import { expect, test } from "vitest";
import { defaultReadings, fieldsOf as discoveredIn } from "../aws/insights/index.ts";
import { discoveredRows } from "./corpus/discovered/data.ts";
import { messageOf } from "./corpus/discovered/message.ts";

/** What every event has, whatever its message. */
const system = new Set(["@timestamp", "@ingestionTime", "@logStream", "@log", "@message"]);

test("what the embedded store holds is what is said of it", () => {
  expect(keptSourceNames.filter((name) => sourceOf(name).stores.includes("local"))).toEqual([...localSourceNames]);
});

test.each(discoveredRows.map((row) => [`${row.source} ${row.recordId.slice(-3)}`, row] as const))(
  "Logs Insights discovers the fields that the catalog has: %s",
  (_, row) => {
    const event = { timestamp: row.timeMs, ingestionTime: row.timeMs, logStream: "s", log: "1:g", discovered: true };
    const found = discoveredIn({ ...event, message: messageOf(row) }, { ...defaultReadings, dash: "missing" });
    const fields = fieldsOf(row.source).map(([name, { type, insights }], index) => ({
      name: insights ?? name,
      type,
      cell: row.cells[index] ?? null,
    }));
    const known = fields.filter(({ name, type }) => !system.has(name) && type !== "json");
    const expected = known.map(({ name, type, cell }) => [name, type === "timestamp" ? instant(cell) : textOf(cell)]);
    expect(known.map(({ name }) => [name, textOf(found.get(name))])).toEqual(expected);
    const unknown = [...found.keys()].filter(
      (name) => !system.has(name) && !known.some((field) => field.name === name),
    );
    const open = fields.find(({ type }) => type === "json")?.cell ?? "{}";
    expect(unknown).toEqual(leaves("", JSON.parse(String(open))));
  },
);

function textOf(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

function instant(cell: unknown): string | null {
  return cell === null ? null : new Date(Number(cell)).toISOString();
}

/** The names of the values below, but of null. */
function leaves(name: string, value: unknown): readonly string[] {
  if (value === null) return [];
  if (typeof value !== "object") return [name];
  return Object.entries(value).flatMap(([key, inner]) => leaves(name === "" ? key : `${name}.${key}`, inner));
}
