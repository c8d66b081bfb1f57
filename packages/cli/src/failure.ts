import { describe, errorCodes, TrailkeepError } from "@trailkeep/core/error";
import { exitCodes, Interrupted, OutputClosed, type StopSignal, signalExitCodes } from "./exit.ts";
import type { Io } from "./io.ts";

/** Tells the user what went wrong, a line per problem, and returns the exit code. */
export function reportFailure(error: unknown, io: Io, debug: boolean): number {
  if (error instanceof OutputClosed) return exitCodes.done;
  io.note(...linesOf(error, debug).map((line) => `trailkeep: ${line}`));
  if (debug) io.note(...traceOf(error));
  if (io.signal.aborted && isStop(error)) return signalExitCodes[stoppedBy(io.signal)];
  return error instanceof TrailkeepError ? errorCodes[error.code].exit : exitCodes.failed;
}

function linesOf(error: unknown, debug: boolean): readonly string[] {
  if (error instanceof TrailkeepError) return error.problems.map(describe);
  if (error instanceof Interrupted) return [error.message];
  const message = error instanceof Error ? error.message : String(error);
  return [debug ? message : `${message} (\`--debug\` shows where)`];
}

function traceOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const cause = error.cause === undefined ? [] : ["caused by:", ...traceOf(error.cause)];
  return [...(error.stack ?? "").split("\n"), ...cause];
}

function isStop(error: unknown): boolean {
  return (
    error instanceof Interrupted || (error instanceof TrailkeepError && error.code === "cancelled") || isAbort(error)
  );
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function stoppedBy(signal: AbortSignal): StopSignal {
  return signal.reason === "SIGTERM" || signal.reason === "SIGHUP" ? signal.reason : "SIGINT";
}
