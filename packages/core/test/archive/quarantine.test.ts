import { dayOfLine, QuarantinedDays, readQuarantineLine, waitingSources } from "@trailkeep/core/archive";
import { localSourceNames, sourceNames } from "@trailkeep/core/catalog";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** What a file of the quarantine on S3 says of itself, for whoever does not want to read it. */

const entries = fc.array(
  fc.record({
    sources: fc.option(fc.uniqueArray(fc.constantFrom(...localSourceNames))),
    timeMs: fc.option(
      fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 0, max: 4e12 }) },
        fc.integer({ min: -8.64e15, max: 8.64e15 }),
      ),
    ),
    deletedOf: fc.option(fc.uniqueArray(fc.constantFrom(...localSourceNames)), { nil: undefined }),
  }),
  { maxLength: 200, size: "max" },
);

describe("the days of a file", () => {
  it("are those of its entries, each with the sources whose retention they wait for, in metadata too", () => {
    const seen = { told: 0, untold: 0, none: 0 };
    fc.assert(
      fc.property(entries, (found) => {
        const days = new QuarantinedDays();
        for (const entry of found) days.add(entry);
        const labels = days.labels();
        const told = QuarantinedDays.fromLabels(labels);
        for (const [name, value] of Object.entries(labels)) {
          // S3 takes 2 KB of them, in US-ASCII: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
          expect(`${name}${value}`).toMatch(/^[ -~]{1,1600}$/);
        }
        for (const source of localSourceNames) {
          const expected = found.flatMap((entry) => {
            const day = dayOfLine(entry);
            return day !== null && waitingSources(entry).includes(source) ? [day] : [];
          });
          expect(days.of(source)).toEqual([...new Set(expected)].sort());
          if (told !== null) expect(told.of(source)).toEqual(days.of(source));
        }
        seen[told === null ? "untold" : labels["days"] === "none" ? "none" : "told"]++;
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  }, 600_000);

  it("are not known of a file without metadata, nor of records without a time", () => {
    expect(QuarantinedDays.fromLabels({ sha256: "0" })).toBeNull();
    expect(dayOfLine({ sources: null, timeMs: null })).toBeNull();
    expect(dayOfLine({ sources: null, timeMs: 8.64e15 })).toBeNull();
  });
});

describe("a line", () => {
  const line = {
    ...{ inputObject: "s3://logs/a", sources: ["cloudtrail"], format: "cloudtrail", timeMs: 1, reason: "torn" },
    ...{ position: 3, byteOffset: 100, raw: "AA==" },
  };

  it("keeps what is not looked at", () => {
    expect(readQuarantineLine(JSON.stringify({ ...line, later: 1 }), "here")).toEqual({ ...line, later: 1 });
  });

  it.each(["", "{", "null", "[]", '{"inputObject":1}', JSON.stringify({ ...line, sources: ["none"] })])(
    "that Trailkeep did not write is refused: %s",
    (text) => {
      expect(() => readQuarantineLine(text, "s3://store/quarantine/a.ndjson")).toThrow(
        expect.objectContaining({ code: "store-damaged", message: expect.stringContaining("s3://store/quarantine/a") }),
      );
    },
  );

  it("is of sources that the catalog knows", () => {
    const all = { ...line, sources: [...sourceNames] };
    expect(readQuarantineLine(JSON.stringify(all), "here").sources).toEqual(sourceNames);
  });
});
