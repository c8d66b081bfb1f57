import { TrailkeepError } from "@trailkeep/core/error";
import {
  longestDays,
  parseDuration,
  policiesOf,
  presets,
  readPolicyFile,
  selects,
  shortestDays,
} from "@trailkeep/core/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, isoText, later } from "./calendar.ts";

const days = (text: string) => {
  const duration = parseDuration(text);
  if (duration === null) throw new Error(`${text} is no duration`);
  return { longest: longestDays(duration), shortest: shortestDays(duration) };
};

describe("durations", () => {
  it.each([
    ["400d", 400, 400],
    ["P400D", 400, 400],
    ["2w", 14, 14],
    ["1mo", 31, 28],
    ["P1M", 31, 28],
    ["12mo", 366, 365],
    ["6y", 2_192, 2_190],
    ["P6Y", 2_192, 2_190],
    ["7y", 2_557, 2_555],
    ["P1Y6M", 550, 546],
    ["P1Y1D", 367, 366],
    ["400y", 146_097, 146_097],
  ])("%s is %i days at most and %i at least", (text, longest, shortest) => {
    expect(days(text)).toEqual({ longest, shortest });
  });

  it.each([
    "",
    "6",
    "6 y",
    "y6",
    "0d",
    "P",
    "PT1H",
    "P1DT1H",
    "P0Y",
    "-1d",
    "1.5y",
    "1m",
    "P1Y-1M",
    "99999999d",
    "1001y",
    "６y",
  ])("`%s` is none", (text) => expect(parseDuration(text)).toBeNull());

  it("bounds the calendar's own arithmetic from both sides, whatever the day", () => {
    fc.assert(
      fc.property(
        fc
          .record({ years: fc.nat(30), months: fc.nat(30), days: fc.nat(800) })
          .filter((parts) => Object.values(parts).some((part) => part > 0)),
        fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2395, 0, 1) }),
        (parts, timeMs) => {
          const { longest, shortest } = days(isoText(parts));
          const span = (later(timeMs, parts) - timeMs) / dayMs;
          expect(span).toBeLessThanOrEqual(longest);
          expect(span).toBeGreaterThanOrEqual(shortest);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

/** Whether a pattern covers a text, both in characters: as the definition reads, however slow. */
function globs(pattern: readonly string[], text: readonly string[]): boolean {
  const [wanted, ...others] = pattern;
  const [first, ...rest] = text;
  if (wanted === undefined) return first === undefined;
  if (wanted === "*") return globs(others, text) || (first !== undefined && globs(pattern, rest));
  return first !== undefined && (wanted === "?" || wanted === first) && globs(others, rest);
}

describe("selectors", () => {
  const store = {
    kind: "log_group",
    name: "/aws/lambda/audit",
    arn: "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/audit",
    account: "111122223333",
    region: "eu-central-1",
    tags: { data: "cardholder" },
  } as const;

  it.each([
    [{ kind: "log_group" }, true],
    [{ kind: ["s3_bucket", "log_group"] }, true],
    [{ kind: "s3_bucket" }, false],
    [{ name: "/aws/*" }, true],
    [{ name: "*" }, true],
    [{ name: "/aws/lambda/audi?" }, true],
    [{ name: "/aws/lambda/aud?" }, false],
    [{ name: "aws" }, false],
    [{ name: ["nothing", "*audit"] }, true],
    [{ name: "/aws.lambda.audit" }, false],
    [{ arn: "arn:aws:logs:*:111122223333:*" }, true],
    [{ account: "111122223333" }, true],
    [{ account: ["999999999999"] }, false],
    [{ region: "eu-*" }, true],
    [{ region: "us-*" }, false],
    [{ tags: { data: "card*" } }, true],
    [{ tags: { data: "public" } }, false],
    [{ tags: { owner: "*" } }, false],
    [{ kind: "log_group", region: "us-*" }, false],
  ] as const)("%j: %s", (selector, expected) => {
    const file = readPolicyFile(
      JSON.stringify({
        version: 1,
        policies: [
          { name: "one", select: selector, keepAtLeast: "1y", rule: { framework: "us", clause: "1" }, owner: "me" },
        ],
      }),
      "p.json",
    );
    expect(policiesOf(file)[0]?.selects(store)).toBe(expected);
  });

  it("takes wildcards as IAM defines them, whatever the pattern and the name", () => {
    const characters = ["a", ".", "\n", "\u{1f600}", "\ud83d", "\ude00"];
    const text = fc.array(fc.constantFrom("a", ...characters), { maxLength: 8 }).map((all) => all.join(""));
    const wild = fc.constantFrom("*", "*", "*", "?", "a", ...characters);
    const pattern = fc.array(wild, { minLength: 1, maxLength: 6 }).map((all) => all.join(""));
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(pattern, text, (name, value) => {
        const expected = globs([...name], [...value]);
        seen[`${expected}`]++;
        expect(selects({ name })({ ...store, name: value })).toBe(expected);
        expect(selects({ tags: { key: name } })({ ...store, tags: { key: value } })).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(200);
  });

  it("takes nothing for a tag that only every object has", () => {
    expect(selects({ tags: { constructor: "*" } })(store)).toBe(false);
  });

  it("takes no time to speak of for many stars", () => {
    const matches = selects({ name: `${"*a".repeat(30)}*` });
    const start = performance.now();
    expect(matches({ ...store, name: "b".repeat(2_000) })).toBe(false);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe("policy files", () => {
  it("takes durations and rule from a preset", () => {
    const file = readPolicyFile(
      "version: 1\npolicies:\n  - name: cards\n    preset: pci-dss\n    select: { kind: log_group }\n    owner: security\n",
      "p.yaml",
    );
    expect(policiesOf(file)[0]).toMatchObject({
      keepDays: 366,
      immediateDays: 92,
      deleteDays: null,
      rule: { clause: "10.5.1" },
    });
  });

  const underPreset = (preset: string, more = "") =>
    `{"version":1,"policies":[{"name":"a","preset":"${preset}","select":{"kind":"log_group"},"owner":"o"${more}}]}`;

  it.each([
    // By hand from the texts: 90 days; 6 years; 12 and 18 months; 12 months; 7 years.
    ["fedramp", 90],
    ["hipaa", 2_192],
    ["m-21-31", 915],
    ["pci-dss", 366],
    ["sox", 2_557],
  ])("has the number of %s's text", (name, days) => {
    expect(policiesOf(readPolicyFile(underPreset(name), "p.json"))[0]?.keepDays).toBe(days);
  });

  it.each([
    ["nist-800-53", "keepAtLeast", "deleteAfter"],
    ["gdpr", "deleteAfter", "keepAtLeast"],
  ])("asks for the number that the text of %s has not", (name, asked, other) => {
    for (const more of ["", `,"${other}":"1y"`]) {
      expect(() => readPolicyFile(underPreset(name, more), "p.json")).toThrow(`say \`${asked}\``);
    }
    expect(policiesOf(readPolicyFile(underPreset(name, `,"${asked}":"1y"`), "p.json"))[0]?.rule.clause).toBeDefined();
  });

  it("says of every preset which text it comes from", () => {
    for (const preset of Object.values(presets)) {
      expect(preset.doc.length).toBeGreaterThan(40);
      expect(new URL(preset.rule.reference).protocol).toBe("https:");
    }
  });

  const one = (body: string) =>
    `version: 1\npolicies:\n  - name: one\n    owner: me\n    rule: { framework: a, clause: b }\n${body}`;

  it.each([
    ["version: 2\npolicies: []\n", "p.yaml:1:10"],
    [one("    select: { kind: log_group }\n    keepAtLeast: 6 years\n"), "p.yaml:7:18"],
    [one("    select: { kind: loggroup }\n    keepAtLeast: 6y\n"), "p.yaml:6:21"],
    [one("    select: {}\n    keepAtLeast: 6y\n"), "p.yaml:6:13"],
    [one("    select: { kind: log_group }\n"), "p.yaml:3:5"],
    [one("    select: { kind: log_group }\n    keepAtLeast: 6y\n    deleteAfter: 6y\n"), "p.yaml:8:18"],
    [one("    select: { kind: log_group }\n    keepAtLeast: 1y\n    immediatelyAvailable: 2y\n"), "p.yaml:8:27"],
    [one("    select: { account: 111122223333 }\n    keepAtLeast: 1y\n"), "p.yaml:6:24"],
    [one("    select: { kind: log_group }\n    keepAtLeast: 1y\n    keepAtLeast: 2y\n"), "p.yaml:8:5"],
    ["version: 1\npolicies: [*x]\n", "p.yaml:2:12"],
    ["version: 1\npolicies:\n\t- a\n", "p.yaml:3:1"],
    ["{", "p.yaml:1:2"],
    ["", "p.yaml:1:1"],
  ])("says where it is wrong: %j", (text, at) => {
    try {
      readPolicyFile(text, "p.yaml");
    } catch (error) {
      if (!(error instanceof TrailkeepError)) throw error;
      expect(error.code).toBe("invalid-policy");
      expect(error.problems.map((problem) => problem.at)).toContain(at);
      return;
    }
    throw new Error("it was taken");
  });

  it("refuses two policies of one name", () => {
    const policy = { name: "a", preset: "sox", select: { kind: "log_group" }, owner: "o" };
    expect(() => readPolicyFile(JSON.stringify({ version: 1, policies: [policy, policy] }), "p.json")).toThrow(
      "policy 1 has the name `a` already",
    );
  });

  it("never fails in another way than its own, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          readPolicyFile(text, "p.yaml");
        } catch (error) {
          expect(error).toBeInstanceOf(TrailkeepError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
