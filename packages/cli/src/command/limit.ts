import { isLimitName, type LimitName, limitNames, limitProblem, limitSettings } from "@trailkeep/ingest/limits";

/** What is wrong with the text of a limit, as a sentence. */
export class LimitMistake extends Error {}

const factors: Readonly<Record<string, number>> = {
  "": 1,
  k: 1000,
  M: 1000 ** 2,
  G: 1000 ** 3,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

const number = /^(\d{1,16})\s*(|k|M|G|Ki|Mi|Gi)(B?)$/;

/**
 * Limits as `name=value`, several of them parted by commas. A size may have a unit: kB, MB, GB or KiB, MiB, GiB.
 * @throws LimitMistake
 */
export function readLimits(text: string): Partial<Record<LimitName, number>> {
  return Object.fromEntries(text.split(",").map(readLimit));
}

function readLimit(text: string): [LimitName, number] {
  const [name = "", value = "", ...more] = text.split("=").map((part) => part.trim());
  if (value === "" || more.length > 0) throw new LimitMistake(`${JSON.stringify(text)} is not name=value.`);
  if (!isLimitName(name)) {
    throw new LimitMistake(`There is no limit ${JSON.stringify(name)}; there are ${limitNames.join(", ")}.`);
  }
  const amount = amountOf(name, value);
  const problem = limitProblem(name, amount);
  if (problem !== null) throw new LimitMistake(`${problem}.`);
  return [name, amount];
}

function amountOf(name: LimitName, value: string): number {
  const [, digits = "", prefix = "", byte = ""] = number.exec(value) ?? [];
  const isSize = limitSettings[name].unit === "bytes";
  if (digits === "" || (!isSize && prefix + byte !== "")) {
    const wanted = isSize ? "a whole number of bytes, as in 4194304 or 4MiB" : "a whole number";
    throw new LimitMistake(`${name} is ${JSON.stringify(value)}; it must be ${wanted}.`);
  }
  return Number(digits) * (factors[prefix] ?? 1);
}
