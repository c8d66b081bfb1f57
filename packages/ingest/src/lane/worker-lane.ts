import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type ErrorCode, errorCodes, TrailkeepError } from "@trailkeep/core/error";
import type { BatchPlace, LaneStaged } from "../sink/place.ts";
import type { FromWorker, LaneFailure, LaneJob, ToWorker, WorkerStart } from "./job.ts";

const entry = new URL("./worker.js", import.meta.url);

/** Whether this installation can start the thread: a bundle has no file for it, and sources are not what Node runs. */
export function hasWorkers(): boolean {
  return existsSync(fileURLToPath(entry));
}

type Took = Extract<FromWorker, { kind: "took" }>;

interface Waiting {
  readonly resolve: (answer: FromWorker) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that reads files. What it is told it does in order. */
export class WorkerLane {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: unknown;

  constructor(start: WorkerStart) {
    this.#worker = new Worker(entry, { workerData: start });
    this.#worker.on("message", (answer: FromWorker) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("a reading thread ended before its work was done")));
  }

  /** How many answers are to come. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** @throws TrailkeepError as `readFile` does */
  async take(batch: BatchPlace, job: LaneJob): Promise<Took> {
    const answer = await this.#ask({ kind: "take", batch, job });
    if (answer.kind === "took") return answer;
    throw new Error(`a reading thread answered "${answer.kind}" to a file`);
  }

  /** @throws TrailkeepError storage-failed */
  async finish(batch: BatchPlace): Promise<LaneStaged> {
    const answer = await this.#ask({ kind: "finish", batch });
    if (answer.kind === "finished") return answer.staged;
    throw new Error(`a reading thread answered "${answer.kind}" to the end of a batch`);
  }

  async close(): Promise<void> {
    this.#failure ??= new Error("the reading threads were stopped");
    await this.#worker.terminate();
  }

  async #ask(message: ToWorker): Promise<FromWorker> {
    if (this.#failure !== undefined) throw this.#failure;
    const answer = await new Promise<FromWorker>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(message);
    });
    if (answer.kind === "failed") throw errorOf(answer.error);
    return answer;
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

function errorOf({ code, message, problems }: LaneFailure): Error {
  return isErrorCode(code) ? new TrailkeepError(code, problems) : new Error(message);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}
