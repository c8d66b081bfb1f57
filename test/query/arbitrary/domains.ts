import fc from "fast-check";

/**
 * Small domains, so that predicates hit, made of what goes wrong: text that looks like something else, sorts or folds
 * otherwise in UTF-16 or Unicode, or means something in SQL, JSON paths, patterns and separated values.
 */
const plainTexts = ["a", "A", "b", "abc", "ABC", "abd", "B", "ab c", "10", "9", "42"] as const;
const unicodeTexts = [
  "é",
  "É",
  "e\u0301",
  "ß",
  "İ",
  "ı",
  "\u212a",
  "ſ",
  "\u{1F600}",
  "Ａ",
  "\ufeff",
  "\u00a0",
] as const;
const hostileTexts = [
  ...[
    "",
    " ",
    " a",
    "a ",
    "-",
    "null",
    "NULL",
    "\\N",
    "a'b",
    'a"b',
    '"',
    "'",
    "a\\b",
    "\\",
    "a,b",
    "a;b--",
    "{}",
    "[1]",
  ],
  ...[
    "%",
    "_",
    "a%b_c",
    "a.b",
    "a*b",
    "^a$",
    "(a",
    "$1",
    "?",
    "a\nb",
    "\n",
    "\r\n",
    "a\tb",
    "\u0000",
    "a\u0000b",
    "\u0001",
    "\u001f",
    "\u007f",
  ],
] as const;
/** Text that a cast must take or refuse, each for a reason of its own. */
const castTexts = [
  ...[
    "0",
    "+7",
    "-007",
    "9223372036854775807",
    "9223372036854775808",
    " 1",
    "1_000",
    "0x10",
    "1.5",
    "1e3",
    "1E-2",
    ".5",
  ],
  ...["5.", "1e400", "Infinity", "NaN", "inf", "1,5", "true", "false", "True", "t", "yes", "1"],
  ...[
    "2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.6789+01:00",
    "2024-02-29T23:59:59.999-11:30",
    "2023-02-29T00:00:00Z",
  ],
  ...["2026-01-02", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05", "1969-12-31T23:59:59.9999Z", "2026-01-02T24:00:00Z"],
] as const;

/** Addresses of both families in the spellings that they may have, and what only looks like one. */
const addresses = [
  ...["10.0.0.1", "10.255.255.255", "11.0.0.0", "192.0.2.7", "0.0.0.0", "255.255.255.255", "127.0.0.1"],
  ...["2001:db8::1", "2001:DB8:0:0:0:0:0:1", "2001:0db8::0001", "2001:db8:ffff::", "2001:db9::", "::", "::1", "1::"],
  ...["::ffff:10.0.0.1", "::FFFF:a00:1", "64:ff9b::192.0.2.33", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "fe80::1"],
  ...["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0:0:0:0:0:0:13.1.68.3", "1:2:3:4:5:6:1.2.3.4"],
] as const;
const noAddresses = [
  ...["AWS Internal", "s3.amazonaws.com", "10.0.0.01", "010.0.0.1", "10.0.0", "10.0.0.256", "10.0.0.1.", " 10.0.0.1"],
  ...["10.0.0.1\n", "10.0.0.0/8", "0x0a.0.0.1", "1:2:3:4:5:6:7", "1:2:3:4::5:6:7:8", "1::2::3", ":::", "fe80::1%eth0"],
  ...[
    "[::1]",
    "::g",
    "12345::",
    "::1.2.3",
    "::01.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4",
    "１.0.0.1",
    ":1::",
    "1:2:3:4:5:6:7:8:",
  ],
] as const;

export const address: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...addresses) },
  { weight: 1, arbitrary: fc.constantFrom(...noAddresses) },
);

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...plainTexts) },
  { weight: 2, arbitrary: fc.constantFrom(...unicodeTexts) },
  { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 2, arbitrary: fc.constantFrom(...castTexts) },
  { weight: 1, arbitrary: address },
);

export const integer: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0n, 1n, 2n, 7n, 200n, 204n, 403n, 404n, 500n, 1024n) },
  { weight: 1, arbitrary: fc.constantFrom(-1n, -200n, 9007199254740991n, 9007199254740993n, 9223372036854775807n) },
);

export const double: fc.Arbitrary<number> = fc.constantFrom(0, 0.5, -0.5, 1.25, 3, 100, 0.1, 1e-7, 2.5e21, 16777217.5);

/** Number tokens as JSON may hold them. */
export const numberToken: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("0", "1", "2", "42", "-5", "1.5", "0.1") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...["-0", "-0.0", "1.0", "1.50", "1e5", "1E21", "1e-7", "2.5e3", "100000000000000000000.0", "1e300", "1e400"],
      ...["9007199254740993", "9223372036854775807", "-9223372036854775808", "12345678901234567890", "5e-324"],
      ...["123456789012345678901234567890", "123456789.123456789", "0.000001"],
    ),
  },
);

const day = 86_400_000;
/** Where the generated records stand in time; the queries' `now`. */
export const nowMs = Date.parse("2026-03-10T12:00:00Z");

/** Times with ties, millisecond neighbours, both sides of a midnight, and some before the epoch. */
export const timeMs: fc.Arbitrary<number> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      ...[
        nowMs - 1,
        nowMs,
        nowMs - 3_600_000,
        nowMs - 3_600_001,
        nowMs - 2 * day,
        nowMs - 2 * day + 1,
        nowMs - 7 * day,
      ],
      ...[Date.parse("2026-03-09T00:00:00Z"), Date.parse("2026-03-08T23:59:59.999Z"), nowMs - 61_001, nowMs - 59_999],
    ),
  },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * day }).map((back) => nowMs - back) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, -day - 1, Date.parse("2038-01-19T03:14:08Z")) },
);

/** Something, or with one chance in `freq` null. */
export function orNull<T>(arbitrary: fc.Arbitrary<T>, freq = 3): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { nil: null, freq });
}
