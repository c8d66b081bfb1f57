import PQueue from "p-queue";
import { storeFailure } from "../../engine/remote/failure.ts";
import { TrailkeepError } from "../../error.ts";
import type { TargetOptions } from "./target.ts";

/** What a call needs to be explained when it fails. */
export interface Question extends TargetOptions {
  /** As IAM names it, as in `logs:PutRetentionPolicy`. */
  readonly permission: string;
  /** What is asked about. */
  readonly store: string;
}

/**
 * Sends a request of the SDK.
 * @throws {TrailkeepError} `forbidden` with the permission that is missing, `cancelled` where the signal aborts, and
 *   what else the failure of a store is
 */
export async function ask<Output>(
  { permission, store, signal }: Question,
  send: (options: { readonly abortSignal?: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  if (isAborted(signal)) throw cancelled();
  try {
    return await send(signal === undefined ? {} : { abortSignal: signal });
  } catch (error) {
    if (isAborted(signal)) throw cancelled();
    const failure = storeFailure(error, store);
    if (failure.code !== "forbidden") throw failure;
    const hint = `allow \`${permission}\` to whoever runs Trailkeep`;
    const problems = failure.problems.map(({ message }) => ({ message, at: store, hint }));
    throw new TrailkeepError("forbidden", problems, { cause: error });
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted ?? false;
}

/** What a run that was stopped ends with. */
export function cancelled(): TrailkeepError {
  return new TrailkeepError("cancelled", "stopped before it came to its end");
}

/** The answer, or what stands for it where the service says by an error of one of these names that there is none. */
export async function orElse<Output, Other>(names: readonly string[], other: Other, asked: Promise<Output>) {
  try {
    return await asked;
  } catch (error) {
    const cause = error instanceof TrailkeepError ? error.cause : error;
    if (cause instanceof Error && names.includes(cause.name)) return other;
    throw error;
  }
}

/** Requests a second that a run makes at most, and those at work at one time. */
export function pace(perSecond: number): PQueue {
  return new PQueue({ concurrency: 4, intervalCap: perSecond, interval: 1_000 });
}

/** Runs a task in its turn. */
export async function inTurn<Output>(queue: PQueue, task: () => Promise<Output>): Promise<Output> {
  return queue.add(task);
}

/** So many at one time. Where one fails those that have not begun are left, and those that have are waited for. */
export async function atOnce<Item, Output>(
  concurrency: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Output>,
): Promise<readonly Output[]> {
  const queue = new PQueue({ concurrency });
  try {
    return await Promise.all(items.map((item) => inTurn(queue, () => work(item))));
  } finally {
    queue.clear();
    await queue.onIdle();
  }
}

/** Throws `conflict`: a store is neither as it was when the plan was made nor as the plan wants it. */
export function conflict(store: string, found: string): TrailkeepError {
  const problem = { message: `it was changed since the plan was made: ${found}`, at: store, hint: "plan again" };
  return new TrailkeepError("conflict", problem);
}

/** What could not be read, for `unread`; credentials that nobody accepts are thrown: they would fail everywhere. */
export function sentence(error: unknown): string {
  if (!(error instanceof TrailkeepError)) throw error;
  if (error.code === "cancelled" || error.code === "credentials") throw error;
  return error.message;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
