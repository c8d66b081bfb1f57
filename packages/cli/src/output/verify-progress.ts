import type { VerifyProgress } from "@trailkeep/ingest/integrity";
import type { Io } from "../io.ts";
import { progressText } from "./integrity.ts";

const lineEveryMs = 5_000;

/** A line that is drawn anew on a terminal, one now and then elsewhere; on standard error. How much there is, nobody knows. */
export function verifyProgress(io: Io): { show(progress: VerifyProgress): void; end(): void } {
  const everyMs = io.progressOnTerminal ? 100 : lineEveryMs;
  let nextMs = performance.now() + everyMs;
  let drawn = false;
  return {
    show({ objects, readBytes }) {
      const nowMs = performance.now();
      if (nowMs < nextMs) return;
      nextMs = nowMs + everyMs;
      drawn = io.progressOnTerminal;
      if (drawn) process.stderr.write(`\r\x1b[K${progressText(objects, readBytes)}`);
      else io.note(progressText(objects, readBytes));
    },
    end() {
      if (drawn) process.stderr.write("\r\x1b[K");
      drawn = false;
    },
  };
}
