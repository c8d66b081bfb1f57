import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { FormatName } from "@trailkeep/ingest/format";
import { generateSample } from "@trailkeep/sample";

/** A valid file to be damaged, and how its records stand in it. */
export interface Valid {
  readonly name: string;
  readonly format: FormatName;
  readonly bytes: Buffer;
  /** `lines`: a record a line. `list`: `{"Records":[...]}` in one line. */
  readonly form: "lines" | "list";
}

const files = 12;
const mostBytes = 60_000;

/** Valid files of both formats, as the sample's generator makes them; CloudTrail as delivered, and as JSON lines. */
export async function validFiles(): Promise<readonly Valid[]> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-fuzz-"));
  try {
    await generateSample(folder, { records: 2_000, seed: 5 });
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    const all = paths.filter((path) => statSync(join(folder, path)).isFile()).flatMap((path) => read(folder, path));
    return [...some(all, "s3_access"), ...some(all, "cloudtrail").flatMap((file) => [file, asLines(file)])];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(folder: string, path: string): Valid[] {
  const bytes = readFileSync(join(folder, path));
  if (path.includes("Digest")) return [];
  if (!path.endsWith(".json.gz")) return [{ name: path, format: "s3_access", bytes, form: "lines" }];
  return [{ name: path, format: "cloudtrail", bytes: gunzipSync(bytes), form: "list" }];
}

function some(all: readonly Valid[], format: FormatName): readonly Valid[] {
  const fit = all.filter((file) => file.format === format && file.bytes.length < mostBytes);
  const step = Math.max(1, Math.floor(fit.length / files));
  const found = fit.filter((_, place) => place % step === 0).slice(0, files);
  if (found.length < 3) throw new Error(`the sample has only ${found.length} small files of ${format}`);
  return found;
}

function asLines(file: Valid): Valid {
  const { Records: records }: { Records: unknown[] } = JSON.parse(file.bytes.toString());
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  return { ...file, name: `${file.name} as lines`, bytes: Buffer.from(text), form: "lines" };
}
