import { fieldsOf, provenance } from "@trailkeep/core/catalog";
import type { StoreRow } from "@trailkeep/core/store";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAddress } from "../oracle/address.ts";
import { evaluate } from "../oracle/index.ts";
import { askByPages, expectAgreement } from "./agreement.ts";
import { nowMs } from "./arbitraries.ts";
import { prefixAround } from "./arbitrary/addresses.ts";
import { address } from "./arbitrary/domains.ts";
import { type Asked, storeOf } from "./fill.ts";

/** Text of up to nine groups, most of it an address or nearly one. */
const group = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("0", "1", "ffff", "A", "00ab", "2001", "db8") },
  { weight: 2, arbitrary: fc.nat({ max: 0xffff }).map((value) => value.toString(16)) },
);
const groups = (min: number, max: number) =>
  fc.array(group, { minLength: min, maxLength: max }).map((all) => all.join(":"));
const octet = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 255 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom("256", "00", "01", "", "1000", "a", "-1") },
);
const dotted = fc.array(octet, { minLength: 4, maxLength: 4 }).map((all) => all.join("."));
const whole = fc.oneof(
  dotted,
  groups(8, 8),
  groups(7, 9),
  fc.tuple(groups(0, 4), groups(0, 4)).map(([left, right]) => `${left}::${right}`),
  fc.tuple(groups(6, 6), dotted).map(([left, right]) => `${left}:${right}`),
  fc.tuple(groups(0, 3), groups(1, 3), dotted).map(([left, middle, right]) => `${left}::${middle}:${right}`),
  fc.tuple(groups(0, 5), dotted).map(([left, right]) => `${left}::${right}`),
  address,
);
/** Now and then a character is put in, taken out or doubled. */
const text = fc
  .tuple(whole, fc.nat({ max: 40 }), fc.constantFrom("", ":", ".", "0", "g", " ", "\n", "%"), fc.nat({ max: 4 }))
  .map(([one, at, put, chance]) => (chance > 0 ? one : one.slice(0, at) + put + one.slice(at + 1)));

const seed = Number(process.env["TRAILKEEP_SEED"] ?? Date.now() % 2 ** 31);
const [texts = []] = fc.sample(fc.array(text, { minLength: 1_500, maxLength: 1_500 }), { seed, numRuns: 1 });

const names = fieldsOf("s3_access").flatMap(([name]) => (Object.hasOwn(provenance, name) ? [] : [name]));
const rows = texts.map((remoteIp, index): StoreRow => {
  const named: Readonly<Record<string, string | number>> = { remoteIp, time: nowMs, requestId: `R${index}` };
  const recordId = index.toString(16).padStart(32, "0");
  return { source: "s3_access", timeMs: nowMs, recordId, cells: names.map((name) => named[name] ?? null) };
});

let asked: Asked;
beforeAll(async () => {
  asked = await storeOf(rows, nowMs);
});
afterAll(() => asked.close());

test(`any text in any network (seed ${seed})`, async () => {
  const families = texts.map((one) => parseAddress(one)?.bits);
  // About 140, 700 and 650 of them are expected; a seed may have fewer.
  for (const bits of [32, 128, undefined]) expect(families.filter((one) => one === bits).length).toBeGreaterThan(50);
  const prefix = fc.constantFrom(...texts).chain(prefixAround);
  const networks = fc.oneof(prefix, fc.array(prefix, { minLength: 1, maxLength: 40 }));
  await fc.assert(
    fc.asyncProperty(networks, async (value) => {
      const query = {
        from: "s3_access",
        where: { field: "remoteIp", op: "inCidr" as const, value },
        select: ["remoteIp", "requestId"],
      };
      expectAgreement(query, await askByPages(asked.service, query, 1_500), evaluate(query, asked.records, nowMs));
    }),
    { seed, numRuns: 60 },
  );
});
