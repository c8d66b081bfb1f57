import fc from "fast-check";
import { address, numberToken, orNull, text, timeMs } from "./domains.ts";

/** Compact JSON text, as the store holds it: numbers verbatim, keys in any order and of any kind. */
const scalar: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: text.map((value) => JSON.stringify(value)) },
  { weight: 4, arbitrary: numberToken },
  { weight: 1, arbitrary: fc.constantFrom("true", "false", "null") },
);

const namedObject = objectOf([
  ["name", scalar],
  ["c", scalar],
]);

const nested = objectOf([
  ["b", fc.oneof(scalar, namedObject)],
  ["a", scalar],
  ["10", scalar],
  ["9", scalar],
]);

const items = fc.array(fc.oneof(scalar, namedObject, arrayOf(scalar)), { maxLength: 3 }).map(bracketed);

/** Arrays of objects that hold arrays again, as security groups have them. */
const range = objectOf([
  ["cidr", address.map((value) => JSON.stringify(value))],
  ["ports", arrayOf(scalar)],
]);
const rule = objectOf([
  ["name", scalar],
  [
    "when",
    fc.oneof(
      timeMs.map((ms) => JSON.stringify(new Date(ms).toISOString())),
      scalar,
    ),
  ],
  ["ranges", fc.oneof({ weight: 5, arbitrary: arrayOf(range) }, { weight: 1, arbitrary: scalar })],
]);

/** Keys that mean something elsewhere: in JSON paths, in JavaScript, in SQL. */
const oddKeys = [
  "a.b",
  "10",
  'q"uote',
  "*",
  "$",
  "o'k",
  "__proto__",
  "back\\slash",
  "br[0]",
  "x-amz-id-2",
  "ünï",
] as const;

const document = objectOf([
  ["bucketName", scalar],
  ["count", numberToken],
  ["nested", fc.oneof({ weight: 4, arbitrary: nested }, { weight: 1, arbitrary: scalar })],
  ["items", fc.oneof({ weight: 4, arbitrary: items }, { weight: 1, arbitrary: scalar })],
  ["rules", fc.oneof({ weight: 5, arbitrary: arrayOf(rule) }, { weight: 1, arbitrary: rule })],
  ...oddKeys.map((key) => [key, scalar] as const),
]);

/** The text of a json cell: mostly an object, now and then something else that JSON allows. Never JSON null. */
export const jsonCell: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: document },
  { weight: 1, arbitrary: items },
  { weight: 1, arbitrary: scalar.filter((value) => value !== "null") },
);

/** Objects of these members, any of which may be absent. */
function objectOf(members: readonly (readonly [string, fc.Arbitrary<string>])[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      ...members.map(([key, value]) =>
        orNull(
          value.map((json) => `${JSON.stringify(key)}:${json}`),
          2,
        ),
      ),
    )
    .map((present) => `{${present.filter((member) => member !== null).join(",")}}`);
}

function arrayOf(element: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(element, { maxLength: 3 }).map(bracketed);
}

function bracketed(elements: readonly string[]): string {
  return `[${elements.join(",")}]`;
}

/** Paths to where {@link jsonCell} may hold an array. */
export const arrayPaths = ["", ".items", ".rules", ".items[0]", ".rules[0].ranges", ".nested", '["a.b"]'] as const;

/** Paths into {@link jsonCell}, to be put behind a field's name; the last ones lead to nothing, or to no scalar. */
export const jsonPaths = [
  ...[".bucketName", ".count", ".nested.a", ".nested.b", ".nested.b.name", '.nested["10"]', ".items[0]", ".items.1"],
  ...[
    ".items[0].name",
    ".rules[0].name",
    ".rules[0].when",
    ".rules[0].ranges[0].cidr",
    ".items[1].c",
    ".items[0][1]",
    ".x-amz-id-2",
    ".ünï",
    ".*",
    ".$",
    ".o'k",
    ".__proto__",
    ".back\\slash",
  ],
  ...oddKeys.map((key) => `[${JSON.stringify(key)}]`),
  ...[".nested", ".items", ".10", "[0]", "[0].name", ".absent", ".items[7]", ".bucketName.deeper", ".nested[0]"],
] as const;
