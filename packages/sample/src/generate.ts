import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SampleSource } from "./delivery.ts";
import { type SampleFile, sampleFiles } from "./files.ts";
import { defaultEnd, type SampleOptions } from "./options.ts";
import { type StoryTimes, story, storyTimes } from "./story.ts";

/** What was written of one kind. */
export interface SourceCount {
  readonly files: number;
  readonly bytes: number;
  /** Readable records, repeats included. */
  readonly records: number;
  /** How many of the records are there a second time: a store that counts a record once holds `records - repeats`. */
  readonly repeats: number;
  /** Pieces that can't be read, beside the records. */
  readonly damaged: number;
}

/** What `generateSample` wrote. */
export interface SampleSummary extends SourceCount {
  readonly sources: Readonly<Record<SampleSource, SourceCount>>;
  /** Files without records: digests. They are part of `files` and `bytes`. */
  readonly digests: number;
  readonly story: typeof story & { readonly times: StoryTimes };
}

export interface GenerateOptions extends SampleOptions {
  /** Called after each file with the number of records written so far. */
  readonly onProgress?: (done: number) => void;
}

const nothing: SourceCount = { files: 0, bytes: 0, records: 0, repeats: 0, damaged: 0 };

function plus(count: SourceCount, file: SampleFile): SourceCount {
  return {
    files: count.files + 1,
    bytes: count.bytes + file.bytes.length,
    records: count.records + file.records,
    repeats: count.repeats + file.repeats,
    damaged: count.damaged + file.damaged,
  };
}

/**
 * Writes a sample below a folder, which is made if need be; files of the same name are replaced.
 * Throws a RangeError if an option is out of range, and Node's error if the disk refuses.
 */
export async function generateSample(dir: string, options: GenerateOptions = {}): Promise<SampleSummary> {
  let total = nothing;
  let digests = 0;
  const sources: Record<SampleSource, SourceCount> = {
    cloudtrail: nothing,
    cloudtrail_insights: nothing,
    s3_access: nothing,
  };
  const folders = new Set<string>();
  for (const file of sampleFiles(options)) {
    const path = join(dir, file.path);
    const folder = dirname(path);
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    folders.add(folder);
    await writeFile(path, file.bytes);
    total = plus(total, file);
    if (file.source === null) digests++;
    else sources[file.source] = plus(sources[file.source], file);
    options.onProgress?.(total.records);
  }
  const times = storyTimes(options.end ?? new Date(defaultEnd));
  return { ...total, sources, digests, story: { ...story, times } };
}
