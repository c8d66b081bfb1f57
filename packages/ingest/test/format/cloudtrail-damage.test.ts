import { expect, test } from "vitest";
import { type Found, filled, read, roomy } from "./read.ts";

const event = (name: string, more = ""): string => `{"eventTime":"2023-07-10T12:20:00Z","eventName":"${name}"${more}}`;
const [a, b, c] = [event("a"), event("b"), event("c")];
const timeMs = Date.UTC(2023, 6, 10, 12, 20);

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Names of the records that were read; quarantined pieces as they stood. Chunks of one byte give the same. */
function outcome(content: string): { names: unknown[]; bad: string[]; reasons: string[] } {
  const found = read("cloudtrail", content);
  expect(read("cloudtrail", content, { chunks: [1] })).toEqual(found);
  expect(found.positions).toEqual(found.positions.map((_, place) => place));
  for (const { raw, byteOffset } of found.quarantined) {
    // What is quarantined of the object around a list leaves out what stood in the list.
    const [start = ""] = text(raw).split("[");
    expect(Buffer.from(content).subarray(byteOffset).toString().startsWith(start)).toBe(true);
  }
  const names = found.rows.map((row) => filled(row)["eventName"]);
  return {
    names,
    bad: found.quarantined.map(({ raw }) => text(raw)),
    reasons: found.quarantined.map(({ reason }) => reason),
  };
}

test("one bad record leaves its neighbours alone", () => {
  const damaged = [
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":01}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":"x",}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":"\\x"}',
    '{"eventTime":"2023-07-10T12:20:00Z" "eventName":"x"}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":tru}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":[1}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":1]}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":"tab\there"}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":\'x\'}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":NaN}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":.5}',
    '{"eventTime":"2023-07-10T12:20:00Z","eventName":"\\u12g4"}',
    "7",
    '"a, ] string"',
    "[1]",
    "nul",
  ];
  for (const bad of damaged) {
    expect(outcome(`{"Records":[${a},${bad},${b}]}`)).toMatchObject({ names: ["a", "b"], bad: [bad] });
    expect(outcome(`[${bad},${a},${b}]`)).toMatchObject({ names: ["a", "b"], bad: [bad] });
    expect(outcome(`${a}\n${bad.startsWith("[") ? "{}" : bad}\n${b}\n`).names).toEqual(["a", "b"]);
  }
});

test("a damaged record has its time also where names before the damage are written with escapes", () => {
  for (const name of ["event\\u0054ime", "a\\u0062", "\\n"]) {
    const bad = `{"${name}":"2023-07-10T12:20:00Z","eventName":"x",}`;
    const found = read("cloudtrail", `[${a},${bad},${b}]`);
    expect(found.rows).toHaveLength(2);
    expect(found.quarantined.map((entry) => entry.timeMs)).toEqual([name.startsWith("event") ? timeMs : null]);
  }
});

test("bytes that are not UTF-8 are quarantined as they stood", () => {
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]]) {
    const bad = Buffer.concat([
      Buffer.from('{"eventTime":"2023-07-10T12:20:00Z","eventName":"'),
      Buffer.from(bytes),
      Buffer.from('"}'),
    ]);
    const found = read("cloudtrail", Buffer.concat([Buffer.from(`[${a},`), bad, Buffer.from(`,${b}]`)]));
    expect(found.rows.map((row) => filled(row)["eventName"])).toEqual(["a", "b"]);
    expect(found.quarantined).toEqual([
      { raw: new Uint8Array(bad), reason: "it is not valid UTF-8", position: 1, byteOffset: 1 + a.length + 1, timeMs },
    ]);
  }
});

test("a tail that is cut off is one record in quarantine, with its place and the time if that was there", () => {
  const whole = `{"Records":[${a},${b}]}`;
  const cut = whole.slice(0, -6);
  const found = read("cloudtrail", cut);
  expect(found.rows).toHaveLength(1);
  expect(found.quarantined).toHaveLength(1);
  expect(found.quarantined[0]).toMatchObject({
    reason: "the file ends inside this record",
    position: 1,
    byteOffset: whole.indexOf(b),
    timeMs,
  });
});

test("cut anywhere, every whole record is read and the loss is seen", () => {
  const whole = `{"x":{"Records":[]},"Records":[${a},${b},${c}],"y":1}`;
  const ends = [a, b, c].map((record) => whole.indexOf(record) + record.length);
  for (let length = 1; length < whole.length; length++) {
    const { names, reasons } = outcome(whole.slice(0, length));
    expect(names).toEqual(["a", "b", "c"].slice(0, ends.filter((end) => end <= length).length));
    expect(reasons).toHaveLength(1);
  }
  expect(outcome(whole)).toEqual({ names: ["a", "b", "c"], bad: [], reasons: [] });
});

test("a line that is cut off does not take the next ones with it", () => {
  for (let length = 1; length < a.length; length++) {
    const { names, bad } = outcome(`${b}\n${a.slice(0, length)}\n${c}\n${b}\n`);
    expect({ length, names }).toEqual({ length, names: ["b", "c", "b"] });
    expect(bad).toHaveLength(1);
  }
});

test("a record without its closing brace in a list does not take the next ones with it", () => {
  expect(outcome(`{"Records":[${a},${b.slice(0, -1)},${c},${a}]}`)).toMatchObject({ names: ["a", "c", "a"] });
  expect(outcome(`[\n${a},\n${b.slice(0, -3)},\n${c}\n]`)).toMatchObject({ names: ["a", "c"] });
});

test("an object inside a damaged record is never taken for a record", () => {
  const forged = event("forged");
  for (const damaged of [
    `{"eventTime":"2023-07-10T12:20:00Z","eventName":"x","requestParameters":{"a":{"b":1,${forged}}}}`,
    `{"eventTime":"2023-07-10T12:20:00Z","eventName":"x","requestParameters" ${forged}}`,
    `{"eventTime":"2023-07-10T12:20:00Z","eventName":"x}","requestParameters":${forged},,}`,
    `{"eventTime":"2023-07-10T12:20:00Z","eventName":"x"}},"requestParameters":${forged}}`,
  ]) {
    for (const content of [`[${a},${damaged},${b}]`, `${a}\n${damaged}\n${b}\n`]) {
      expect(outcome(content).names).not.toContain("forged");
    }
  }
});

test("what stands behind the end is quarantined", () => {
  expect(outcome(`{"Records":[${a}]}xyz`)).toEqual({
    names: ["a"],
    bad: ["xyz"],
    reasons: ["it is neither a JSON object nor an array"],
  });
  expect(outcome(`[${a}]\n]\n${b}`)).toMatchObject({ names: ["a", "b"], bad: ["]"] });
});

test("the object around the records must be JSON too; the records are read all the same", () => {
  expect(outcome(`{"Records":[${a}],oops}`)).toMatchObject({ names: ["a"], bad: ['{"Records":[],oops}'] });
  expect(outcome(`{"Records":[${a}],"n":1,"n":2}`).reasons).toEqual([
    'the object around the records is not what it should be: an object in it has the member "n" twice',
  ]);
  expect(outcome(`{"Records":[${a}],"Records":[${b}]}`)).toMatchObject({ names: ["a", "b"] });
});

test("a list of records inside an event does not hide the event", () => {
  const { names, reasons } = outcome(event("outer", `,"Records":[${a}]`));
  expect(names).toEqual(["a"]);
  expect(reasons).toEqual([expect.stringContaining("it is an event itself")]);
});

test("a record beyond the size limit is quarantined with its first bytes; the next is read", () => {
  const long = event("long", `,"userAgent":"${"x".repeat(300)}"`);
  for (const chunks of [[10_000], [1], [64]]) {
    const found: Found = read("cloudtrail", `[${a},${long},${b}]`, {
      limits: { ...roomy, maxRecordBytes: 200 },
      chunks,
    });
    expect(found.rows.map((row) => filled(row)["eventName"])).toEqual(["a", "b"]);
    expect(found.quarantined).toHaveLength(1);
    expect(text(found.quarantined[0]?.raw ?? new Uint8Array())).toBe(long.slice(0, 200));
    expect(found.quarantined[0]?.reason).toBe(`it is ${long.length} bytes long; the limit is 200`);
  }
});

test("a record nested beyond the limit is quarantined; one at the limit is read", () => {
  const nested = (levels: number): string =>
    event("n", `,"requestParameters":${"[".repeat(levels)}${"]".repeat(levels)}`);
  const found = read("cloudtrail", `[${nested(9)},${nested(10)},${nested(100_000)},${a}]`, {
    limits: { ...roomy, maxJsonDepth: 10 },
  });
  expect(found.rows.map((row) => filled(row)["eventName"])).toEqual(["n", "a"]);
  expect(found.quarantined.map(({ reason }) => reason)).toEqual([
    "it is nested deeper than the limit of 10 levels",
    "it is nested deeper than the limit of 10 levels",
  ]);
});

test("empty lists and empty content hold no records", () => {
  for (const content of ["", " \n", "[]", "[\n]\n", '{"Records":[]}', "\ufeff", "\ufeff[]", "[][]"]) {
    expect(outcome(content)).toEqual({ names: [], bad: [], reasons: [] });
  }
});
