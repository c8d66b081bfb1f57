import { type Hold, type Observed, policyFileSchema } from "@trailkeep/core/retention";
import fc from "fast-check";
import { dayMs, isoText, type Parts } from "./calendar.ts";

/** Policies, holds and names that the properties of retention are asked with. */

export const nowMs = Date.UTC(2026, 10, 21, 13);

const partsArbitrary = fc
  .oneof(
    fc.record({ years: fc.nat(12), months: fc.constant(0), days: fc.constant(0) }),
    fc.record({ years: fc.nat(2), months: fc.nat(11), days: fc.nat(40) }),
    fc.record({ years: fc.constant(0), months: fc.constant(0), days: fc.integer({ min: 1, max: 4_000 }) }),
  )
  .filter(({ years, months, days }) => years + months + days > 0);

interface Written {
  readonly name: string;
  readonly keep: Parts | null;
  readonly remove: Parts | null;
  readonly prefix: string;
}

const policyArbitrary = fc.record({
  keep: fc.option(partsArbitrary),
  remove: fc.option(partsArbitrary, { freq: 3 }),
  prefix: fc.constantFrom("*", "a*", "b*", "ab*", "c"),
});

/** Files that are valid on their own: pairs that the schema refuses lose their end. */
export const filesArbitrary = fc.array(policyArbitrary, { minLength: 1, maxLength: 4 }).map((policies) =>
  policies.map(({ keep, remove, prefix }, index): Written => {
    const name = `policy-${index}`;
    if (keep === null && remove === null) return { name, keep: { years: 1, months: 0, days: 0 }, remove, prefix };
    const readable = remove === null || keep === null || reads({ name, keep, remove, prefix });
    return { name, keep, remove: readable ? remove : null, prefix };
  }),
);

export function written(policies: readonly Written[]) {
  return {
    version: 1,
    policies: policies.map(({ name, keep, remove, prefix }) => ({
      name,
      select: { name: prefix },
      ...(keep === null ? {} : { keepAtLeast: isoText(keep) }),
      ...(remove === null ? {} : { deleteAfter: isoText(remove) }),
      rule: { framework: "test", clause: name },
      owner: "test",
    })),
  };
}

function reads(policy: Written): boolean {
  return policyFileSchema.safeParse(written([policy])).success;
}

export const names = fc.constantFrom("a", "ab", "b", "c", "d");
export const identity = (name: string) => ({ name, arn: null, account: null, region: null, tags: {} });

export const holdArbitrary = fc.record({ prefix: names, from: fc.nat(5_000), length: fc.nat(400) }).map(
  ({ prefix, from, length }): Hold => ({
    id: "00000000-0000-4000-8000-000000000000",
    name: `hold ${prefix}`,
    select: { name: `${prefix}*` },
    startMs: nowMs - from * dayMs,
    endMs: nowMs - (from - length) * dayMs,
    reason: "a case",
    placedBy: "counsel",
    placedAtMs: nowMs - dayMs,
  }),
);

export const governing = (policies: readonly Written[], store: Observed) =>
  policies.filter(({ prefix }) =>
    prefix.endsWith("*") ? store.name.startsWith(prefix.slice(0, -1)) : store.name === prefix,
  );

export const heldBy = (holds: readonly Hold[], store: Observed) =>
  holds.filter(({ name }) => store.name.startsWith(name.slice("hold ".length)));
