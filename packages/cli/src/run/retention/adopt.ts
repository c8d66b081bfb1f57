import { writeFileSync } from "node:fs";
import { TrailkeepError } from "@trailkeep/core/error";
import { type Adopted, systemPrincipal } from "@trailkeep/core/retention";
import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { counted } from "../../output/amount.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

export interface AdoptFlags extends RetentionFlags {
  readonly out?: string | undefined;
  readonly owner?: string | undefined;
}

/** `trailkeep retention adopt`: the settings of today as a policy file. */
export function runAdopt(flags: AdoptFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const adopted = await retention.adopt(flags.owner ?? systemPrincipal(), io.signal);
    if (flags.out === undefined) await io.write(adopted.text);
    else write(flags.out, adopted);
    const { policies, stores, left } = adopted;
    io.note(
      `${counted(policies, "policy", "policies")} for ${counted(stores, "store")}${flags.out === undefined ? "" : ` in ${flags.out}`}`,
      ...(left.length === 0 ? [] : [`${counted(left.length, "store")} left out; the file says why`]),
    );
    return exitCodes.done;
  });
}

/** A file that is there is somebody's work. */
function write(file: string, { text }: Adopted): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const isThere = code === "EEXIST";
    const message = isThere ? "the file is there already" : `the file cannot be written (${code})`;
    const hint = isThere ? "name another, or move it away" : "name a place that can be written";
    throw new TrailkeepError("storage-failed", { message, at: file, hint }, { cause: error });
  }
}
