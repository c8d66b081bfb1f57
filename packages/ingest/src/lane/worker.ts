import { parentPort, workerData } from "node:worker_threads";
import { TrailkeepError } from "@trailkeep/core/error";
import { knownReading } from "../known-formats.ts";
import type { BatchPlace, LaneStaged } from "../sink/place.ts";
import { Spool } from "../sink/spool.ts";
import { Stage } from "../sink/stage.ts";
import type { FromWorker, LaneFailure, ToWorker, WorkerStart } from "./job.ts";
import { readFile } from "./read-file.ts";

// A thread that reads files, one after the other, onto a stage of its own. It answers each message once, in order.

/** What a batch has in this thread. */
interface Open {
  readonly stage: Stage;
  readonly spool: Spool;
  readonly number: number;
}

const start: WorkerStart = workerData;
const port = parentPort;
let open: Open | undefined;
let last: Promise<unknown> = Promise.resolve();

port?.on("message", (message: ToWorker) => {
  last = last.then(async () => port.postMessage(await answer(message)));
});

async function answer(message: ToWorker): Promise<FromWorker> {
  try {
    if (message.kind === "finish") return { kind: "finished", staged: finish(message.batch) };
    const into = stageOf(message.batch);
    const ignore = (): void => undefined;
    const by = { reading: knownReading, limits: start.limits, onBytes: ignore, onRecords: ignore };
    const result = await readFile(message.job, into, by);
    return { kind: "took", result, stagedBytes: into.stage.bytes, partCount: into.stage.partCount };
  } catch (error) {
    return { kind: "failed", error: failureOf(error) };
  }
}

function stageOf({ number, folder, spoolName }: BatchPlace): Open {
  if (open?.number !== number) {
    open = { number, stage: new Stage(folder, String(start.lane), start.keepRaw), spool: new Spool(folder, spoolName) };
  }
  return open;
}

function finish(batch: BatchPlace): LaneStaged {
  const { stage, spool } = stageOf(batch);
  open = undefined;
  spool.close();
  return { parts: stage.parts(), dropped: [...stage.dropped], spooled: spool.isWritten };
}

function failureOf(error: unknown): LaneFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TrailkeepError) return { code: error.code, message, problems: error.problems };
  return { code: "", message, problems: [] };
}
