import fc from "fast-check";
import { expect, test } from "vitest";
import { filled, read } from "./read.ts";

const token = fc.string({
  unit: fc.constantFrom("a", "Z", "9", ".", "/", "=", "+", ":", "%"),
  minLength: 1,
  maxLength: 8,
});
const tokenOrDash = fc.option(token, { nil: "-" });
const count = fc.oneof(fc.constant("-"), fc.nat().map(String));

/** What a client may send: quotes, spaces and copies of what stands in a line. */
const quoted = fc
  .array(
    fc.constantFrom(
      '"',
      " ",
      "-",
      "a",
      "é",
      '" "',
      '" 200 - 1 2 3 4 "',
      "HTTP/1.1",
      "[",
      "]",
      '" - h SigV4 c AuthHeader h TLSv1.2 - - -',
      "\t",
      "'",
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));
const tame = fc.string({ unit: fc.constantFrom("a", " ", "/", "-", "(", ";", "é"), maxLength: 12 });
const hostile = fc.oneof({ arbitrary: tame, weight: 3 }, { arbitrary: quoted, weight: 1 });

const line = fc.record({
  front: fc.tuple(token, token),
  middle: fc.tuple(
    tokenOrDash,
    tokenOrDash,
    tokenOrDash,
    fc.constantFrom("REST.GET.OBJECT", "REST.COPY.OBJECT"),
    tokenOrDash,
  ),
  requestUri: hostile,
  answer: fc.tuple(fc.constantFrom("200", "404", "-"), fc.constantFrom("-", "NoSuchKey"), count, count, count, count),
  referrer: hostile,
  userAgent: hostile,
  tail: fc.tuple(
    tokenOrDash,
    tokenOrDash,
    fc.constantFrom("SigV4", "-"),
    tokenOrDash,
    fc.constantFrom("AuthHeader", "-"),
    token,
    fc.constantFrom("TLSv1.2", "-"),
    fc.constant("-"),
    fc.constantFrom("Yes", "-"),
    tokenOrDash,
    tokenOrDash,
  ),
  tailLength: fc.integer({ min: 1, max: 11 }),
});

const names = {
  front: ["bucketOwner", "bucket"],
  middle: ["remoteIp", "requester", "requestId", "operation", "keyRaw"],
  answer: ["httpStatus", "errorCode", "bytesSent", "objectSize", "totalTimeMs", "turnAroundTimeMs"],
  tail: [
    "versionId",
    "hostId",
    "signatureVersion",
    "cipherSuite",
    "authenticationType",
    "hostHeader",
    "tlsVersion",
    "accessPointArn",
    "aclRequired",
    "sourceRegion",
  ],
};

/** In how many ways a line can be read, by trying every choice of quotes. */
function readings(text: string): number {
  const quotes = [...text.matchAll(/"/g)].map(({ index }) => index);
  const [uriOpen = 0, ...closing] = quotes;
  const part = (from: number, to: number): string => text.slice(from + 1, to);
  let found = 0;
  for (const uriClose of closing)
    for (const refOpen of quotes.filter((quote) => quote > uriClose && isMiddle(part(uriClose, quote))))
      for (const refClose of quotes.filter((quote) => quote > refOpen))
        for (const agentOpen of quotes.filter((quote) => quote > refClose && /^ +$/.test(part(refClose, quote))))
          for (const agentClose of quotes.filter((quote) => quote > agentOpen && isEnd(text.slice(quote + 1)))) {
            expect(uriOpen < uriClose && agentOpen < agentClose).toBe(true);
            found += 1;
          }
  return found;
}

const isMiddle = (text: string): boolean => /^ (\d{3}|-) [\w.:-]* (\d*|-) (\d*|-) (\d*|-) (\d*|-) $/.test(text);

/** Unquoted to the end, or ten typed fields and then anything: a newer format may quote what it adds. */
const isEnd = (text: string): boolean =>
  /^( [^" ]+)+$/.test(text) ||
  /^ [^" ]+ [^" ]+ (SigV4|-) [^" ]+ (AuthHeader|-) [^" ]+ (TLSv1.2|-) [^" ]+ (Yes|-) [^" ]+ /.test(text);

test("a generated line comes back field for field or is quarantined as ambiguous: never a wrong field", () => {
  const counts = { lines: 0, ambiguous: 0, tame: 0, hostile: 0 };
  fc.assert(
    fc.property(line, (made) => {
      const tail = made.tail.slice(0, made.tailLength);
      const text = `${made.front.join(" ")} [06/Feb/2019:00:00:38 +0000] ${made.middle.join(" ")} "${made.requestUri}" ${made.answer.join(" ")} "${made.referrer}" "${made.userAgent}" ${tail.join(" ")}`;
      const { rows, quarantined } = read("s3_access", text);
      const isTame = ![made.requestUri, made.referrer, made.userAgent].some((value) => value.includes('"'));
      counts.lines += 1;
      counts[isTame ? "tame" : "hostile"] += 1;
      if (rows.length === 0) {
        expect(quarantined[0]?.reason).toContain("it can be read in more than one way");
        expect(isTame).toBe(false);
        expect([text, readings(text)]).toEqual([text, expect.toSatisfy((count: number) => count > 1)]);
        counts.ambiguous += 1;
        return;
      }
      const { key, raw, time, ...cells } = filled(rows[0]);
      expect([raw, time]).toEqual([text, Date.UTC(2019, 1, 6, 0, 0, 38)]);
      expect(key === undefined).toBe(made.middle[4] === "-");
      const known = tail.slice(0, 10);
      const values: (readonly [string | undefined, string | number | undefined])[] = [
        ...made.front.map((value, place) => [names.front[place], value] as const),
        ...made.middle.map((value, place) => [names.middle[place], value] as const),
        ["requestUri", made.requestUri],
        ...made.answer.map(
          (value, place) => [names.answer[place], place === 1 || value === "-" ? value : Number(value)] as const,
        ),
        ["referrer", made.referrer],
        ["userAgent", made.userAgent],
        ...known.map((value, place) => [names.tail[place], value] as const),
      ];
      const expected = Object.fromEntries(values.filter(([, value]) => value !== "-"));
      expect(cells).toEqual(tail.length > 10 ? { ...expected, additionalFields: tail[10] } : expected);
    }),
    { numRuns: 3000 },
  );
  expect(counts.hostile - counts.ambiguous).toBeGreaterThan(300);
  expect(counts.ambiguous).toBeLessThan(counts.lines / 3);
});

const shreds = fc.array(
  fc.oneof(
    fc
      .constantFrom(
        "\n",
        "\r\n",
        '"',
        " ",
        "-",
        'o b [06/Feb/2019:00:00:38 +0000] - - R REST.GET.OBJECT k "GET / HTTP/1.1" 200 - - - 1 - "-" "-" -\n',
        "o b [06/Feb/2019:00:00:38 +0000] - - R ",
        " 200 - 1 1 1 1 ",
      )
      .map((part) => Buffer.from(part)),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  ),
  { maxLength: 20 },
);

test("any bytes: nothing is thrown, every line that is not empty is counted once, chunks change nothing", () => {
  fc.assert(
    fc.property(shreds, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (parts, sizes) => {
      const content = Buffer.concat(parts);
      const found = read("s3_access", content);
      const lines = content
        .toString("latin1")
        .replace(/^\u00ef\u00bb\u00bf/, "")
        .split("\n");
      const expected = lines.filter((one) => /[^ \t\r]/.test(one)).length;
      expect(found.positions).toEqual([...Array(expected).keys()]);
      expect(read("s3_access", content, { chunks: sizes })).toEqual(found);
    }),
    { numRuns: 3000 },
  );
});
