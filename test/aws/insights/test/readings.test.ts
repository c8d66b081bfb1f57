import { expect, test } from "vitest";
import { otherReadings } from "../index.ts";
import { ask } from "./ask.ts";

const report = { a: null, b: true, n: 12_000_000, t: "10" };
const line = "2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - NODATA";

/** A query for each switch, whose answer hangs on it. */
const telling: Readonly<Record<keyof typeof otherReadings, string>> = {
  "string escapes: doubled delimiters": "fields 'a''b' as v",
  "string escapes: none": 'fields "\\\\" as v',
  "JSON null is present": "fields ispresent(a) as v",
  "missing group keys are dropped": "stats count(*) as v by nothing",
  "a backtracking regex engine": "fields t like /1(?=0)/ as v",
  "texts compare as numbers": "fields t > '9' as v",
  "booleans look like true": "fields b as v",
  "doubles look like 1.2E7": "fields n * 1 as v",
  "sort goes down by default": "fields t as v | sort v",
  "stats of nothing is a row": "filter t = 1 | stats count(*) as v",
  "a dash is a missing field": "fields srcAddr as v",
  "aggregates of @timestamp are numbers": "stats max(@timestamp) as v",
  "distinct counts are rough beyond 2": "stats countDistinct(@message) as v",
};

const answer = (query: string, reading: object) => {
  try {
    return ask(query, [report, line, { t: "9" }], reading);
  } catch {
    return "refused";
  }
};

for (const [name, reading] of Object.entries(otherReadings)) {
  test(name, () => {
    const query = Object.entries(telling).find(([key]) => key === name)?.[1] ?? "";
    expect(answer(query, reading)).not.toEqual(answer(query, {}));
  });
}
