import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { compact, memberOf, readJson } from "../../../rigs/tables/json.ts";
import { rowText, type Shapes } from "../../../rigs/tables/shape.ts";

/**
 * What `com.amazon.emr.cloudtrail.CloudTrailInputFormat` does, and Trino has not: the records of a file's `Records`, one
 * by one. A table of it lies over a copy of its files with one record a line.
 */
export class CloudTrailFiles {
  readonly #from: string;
  readonly #to: string;
  readonly #columns: Shapes;
  readonly #seen = new Map<string, number>();

  constructor(from: string, to: string, columns: Shapes) {
    this.#from = from;
    this.#to = to;
    this.#columns = columns;
  }

  /** Copies what is new since the last time. */
  refresh(): void {
    for (const path of filesIn(this.#from)) {
      const changedMs = statSync(path).mtimeMs;
      if (this.#seen.get(path) === changedMs) continue;
      this.#seen.set(path, changedMs);
      this.#copy(path);
    }
  }

  #copy(path: string): void {
    const bytes = readFileSync(path);
    const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
    const records = memberOf(readJson(text), "Records");
    if (records?.kind !== "array") throw new Error(`HIVE_BAD_DATA: ${path} has no Records`);
    const target = join(this.#to, relative(this.#from, path).replace(/(\.gz)?$/, ".gz"));
    mkdirSync(dirname(target), { recursive: true });
    const lines = records.items.map((record) => rowText(record, this.#columns));
    writeFileSync(target, gzipSync(lines.map((line) => compact(readJson(line))).join("\n")));
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.json(\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
