import { createHash } from "node:crypto";
import { TrailkeepError } from "@trailkeep/core/error";
import type { IngestLimits } from "../limits.ts";
import type { Reading } from "../reading.ts";
import type { LaneStage } from "../sink/place.ts";
import { codeOf } from "../source/list.ts";
import { decompressed } from "../source/open.ts";
import { take } from "../take.ts";
import type { LaneJob, LaneResult } from "./job.ts";

export interface ReadingFile {
  readonly reading: Reading;
  readonly limits: IngestLimits;
  readonly onBytes: (count: number) => void;
  /** Told after each piece how many records are now read and quarantined. */
  readonly onRecords: (read: number, quarantined: number) => void;
}

/**
 * Reads a file onto a stage.
 * @throws TrailkeepError what the store's disk refused, or what stops the run; other errors with the file's URI
 */
export async function readFile(job: LaneJob, into: LaneStage, by: ReadingFile): Promise<LaneResult> {
  const hash = createHash("sha256");
  let bytesRead = 0;
  const onBytes = (count: number): void => {
    bytesRead += count;
    by.onBytes(count);
  };
  try {
    const taken = await take({
      object: job.object,
      key: job.key,
      pieces: decompressed(job.file, { limits: by.limits, hash, onBytes }),
      batch: into,
      reading: by.reading,
      limits: by.limits,
      onRecords: by.onRecords,
    });
    return { kind: "taken", taken, sha256: hash.digest("hex"), bytesRead };
  } catch (error) {
    if (!isSystemError(error)) throw withPlace(error, job.object.uri);
    return { kind: "unreadable", code: codeOf(error), bytesRead };
  }
}

/** What the operating system said about the input; what it said about the store is a TrailkeepError by now. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && !(error instanceof TrailkeepError);
}

function withPlace(error: unknown, uri: string): unknown {
  if (error instanceof TrailkeepError || !(error instanceof Error)) return error;
  return new TrailkeepError(
    "internal",
    { message: error.message, at: uri, hint: "please report this" },
    { cause: error },
  );
}
