import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store/row";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { auditEvent } from "../src/sink/lake-channel/event.ts";

const fields = recordFields("s3_access");

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }).filter((value) => value.isWellFormed()),
  fc.constantFrom("", "-", "null", '"', "\\", "\0", "__proto__"),
  fc.string({ minLength: 1_020, maxLength: 1_030 }),
);

function cellOf(name: string, type: string, timeMs: number): fc.Arbitrary<Cell> {
  if (name === "time") return fc.constant(timeMs);
  return type === "integer" ? fc.option(fc.maxSafeInteger(), { nil: null }) : fc.option(text, { nil: null });
}

/** Whole seconds, as access logs have them. */
const row: fc.Arbitrary<StoreRow> = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }).chain((second) =>
  fc.record({
    source: fc.constant("s3_access" as const),
    timeMs: fc.constant(second * 1_000),
    recordId: fc.stringMatching(/^[0-9a-f]{32}$/),
    cells: fc.tuple(...fields.map(({ name, type }) => cellOf(name, type, second * 1_000))),
  }),
);

const eventForm = z.object({
  UID: z.string(),
  eventTime: z.string(),
  additionalEventData: z.record(z.string(), z.string()),
});

/** The way back, as docs/lake-integration.md says: every field from `additionalEventData`, by its type. */
function rowOf(eventData: string): StoreRow {
  const { UID, eventTime, additionalEventData: data } = eventForm.parse(JSON.parse(eventData));
  expect(data["recordId"]).toBe(UID);
  const cells = fields.map(({ name, type }): Cell => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) return null;
    return type === "integer" ? Number(value) : type === "timestamp" ? Date.parse(value) : value;
  });
  return { source: "s3_access", timeMs: Date.parse(eventTime), recordId: UID.replaceAll("-", ""), cells };
}

it("loses nothing of a record but the line itself, whatever is in it", () => {
  const place = fields.findIndex(({ name }) => name === "raw");
  fc.assert(
    fc.property(row, fc.nat(), (record, inputPosition) => {
      const { id, eventData } = auditEvent(record, { inputObject: "s3://logs/a", inputPosition }, "111122223333");
      expect(id).toMatch(/^[-_A-Za-z0-9]{1,128}$/);
      const cells = record.cells.map((cell, index) => (index === place ? null : cell));
      expect(rowOf(eventData)).toEqual({ ...record, cells });
    }),
  );
});

it("is the same event whenever it is made, and says who asked by the form of the requester", () => {
  const identityOf = (requester: Cell) => {
    const cells = fields.map(({ name }): Cell => (name === "requester" ? requester : name === "time" ? 0 : null));
    const made = { source: "s3_access" as const, timeMs: 0, recordId: "0".repeat(32), cells };
    const origin = { inputObject: "file:///a", inputPosition: 7 };
    const event = auditEvent(made, origin, "111122223333");
    expect(auditEvent(made, origin, "111122223333")).toEqual(event);
    return JSON.parse(event.eventData).userIdentity;
  };
  expect(identityOf(null)).toEqual({ type: "Anonymous", principalId: "anonymous" });
  const user = "arn:aws:iam::111122223333:user/mara";
  expect(identityOf(user)).toEqual({ type: "IAMUser", principalId: user });
  const role = "arn:aws-cn:sts::111122223333:assumed-role/admin/mara";
  expect(identityOf(role)).toEqual({ type: "AssumedRole", principalId: role });
  const canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
  expect(identityOf(canonical)).toEqual({ type: "AWSAccount", principalId: canonical });
});
