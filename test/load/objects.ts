import { gunzipSync, gzipSync } from "node:zlib";
import { sampleFiles } from "@trailkeep/sample";
import { Chance } from "../ingest/support/chance.ts";

/** A log object as S3 would hold it. */
export interface LoadObject {
  readonly source: "cloudtrail" | "s3_access";
  readonly key: string;
  readonly body: Uint8Array;
  readonly records: number;
}

/** Records of an object at most; most have far fewer, as AWS delivers them. */
const mostEvents = 150;
const mostLines = 60;
const recordsPerObject = 32;

/** So many log objects of mixed size: the sample's records, cut as finely as CloudTrail and S3 deliver them. */
export function* loadObjects(count: number, seed: number): Generator<LoadObject> {
  const chance = new Chance(seed);
  const records = Math.max(2_000, count * recordsPerObject);
  let made = 0;
  for (let round = 0; ; round++) {
    for (const { source, path, bytes } of sampleFiles({ records, days: 7, seed: seed + round })) {
      if (source !== "cloudtrail" && source !== "s3_access") continue;
      for (const piece of source === "cloudtrail" ? eventPieces(bytes, chance) : linePieces(bytes, chance)) {
        if (made === count) return;
        yield { source, key: keyOf(path, made++), ...piece };
      }
    }
  }
}

type Piece = Omit<LoadObject, "key" | "source">;

function* eventPieces(bytes: Uint8Array, chance: Chance): Generator<Piece> {
  const { Records } = JSON.parse(gunzipSync(bytes).toString());
  for (const part of parts<unknown>(Records, mostEvents, chance)) {
    yield { body: gzipSync(JSON.stringify({ Records: part })), records: part.length };
  }
}

function* linePieces(bytes: Uint8Array, chance: Chance): Generator<Piece> {
  const lines = Buffer.from(bytes).toString().trimEnd().split("\n");
  for (const part of parts(lines, mostLines, chance)) {
    yield { body: Buffer.from(`${part.join("\n")}\n`), records: part.length };
  }
}

/** Small parts often, large ones seldom. */
function* parts<T>(items: readonly T[], most: number, chance: Chance): Generator<readonly T[]> {
  for (let from = 0; from < items.length; ) {
    const size = 1 + Math.floor(most * chance.next() ** 2);
    yield items.slice(from, from + size);
    from += size;
  }
}

/** A name of its own, in the folder of the file that it is a part of. */
function keyOf(path: string, number: number): string {
  const end = path.lastIndexOf("/") + 1;
  const name = path.slice(end);
  const [stem = "", ...endings] = name.split(".");
  return `${path.slice(0, end)}${stem}${number.toString(16).toUpperCase().padStart(8, "0")}${endings.map((ending) => `.${ending}`).join("")}`;
}
