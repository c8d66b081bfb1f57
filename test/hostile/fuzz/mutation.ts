import fc from "fast-check";

/** A change to bytes. Places are fractions of the length, in millionths, so that one fits every file. */
export type Mutation =
  | { readonly kind: "flip"; readonly at: number; readonly bit: number }
  | { readonly kind: "set"; readonly at: number; readonly byte: number }
  | { readonly kind: "remove"; readonly at: number; readonly length: number }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "repeat"; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: "splice"; readonly at: number; readonly from: number; readonly length: number }
  | { readonly kind: "insert"; readonly at: number; readonly text: string };

const millionth = fc.integer({ min: 0, max: 1_000_000 });
const length = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 2_000 }));

/** What the formats give a meaning, and what neither expects. */
const insertions = [
  '"',
  "{",
  "}",
  "[",
  "]",
  "\\",
  ",",
  ":",
  "\n",
  "\r",
  "\0",
  " ",
  "\ufeff",
  '{"Records":[',
  "]}",
  '" "',
  "\u0010n\u001f",
];

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: millionth, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant("set" as const), at: millionth, byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant("remove" as const), at: millionth, length }),
  fc.record({ kind: fc.constant("cut" as const), at: millionth }),
  fc.record({ kind: fc.constant("repeat" as const), at: millionth, length, times: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant("splice" as const), at: millionth, from: millionth, length }),
  fc.record({ kind: fc.constant("insert" as const), at: millionth, text: fc.constantFrom(...insertions) }),
);

export const mutations = fc.array(mutation, { minLength: 1, maxLength: 6 });

/** The bytes after all changes, one after the other. */
export function mutated(bytes: Uint8Array, changes: readonly Mutation[]): Buffer {
  let now: Buffer = Buffer.from(bytes);
  for (const change of changes) now = applied(now, change);
  return now;
}

function applied(bytes: Buffer, change: Mutation): Buffer {
  const at = placeOf(change.at, bytes);
  switch (change.kind) {
    case "flip":
      return replaced(bytes, at, at + 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << change.bit)]));
    case "set":
      return replaced(bytes, at, at + 1, Buffer.from([change.byte]));
    case "remove":
      return replaced(bytes, at, at + change.length, Buffer.alloc(0));
    case "cut":
      return bytes.subarray(0, at);
    case "repeat": {
      const piece = bytes.subarray(at, at + change.length);
      return replaced(bytes, at, at, Buffer.concat(Array.from({ length: change.times }, () => piece)));
    }
    case "splice": {
      const from = placeOf(change.from, bytes);
      return replaced(bytes, at, at, bytes.subarray(from, from + change.length));
    }
    case "insert":
      return replaced(bytes, at, at, Buffer.from(change.text));
  }
}

function placeOf(millionths: number, bytes: Uint8Array): number {
  return Math.floor((millionths / 1_000_001) * bytes.length);
}

function replaced(bytes: Buffer, from: number, to: number, by: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
}
