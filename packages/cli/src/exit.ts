/** What the shell is told. 0 to 2 are also in the registry of error codes (`@trailkeep/core/error`). */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUse: 2,
  quarantined: 3,
  differs: 4,
} as const;

/** 128 + the signal's number, as shells have it. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export type StopSignal = keyof typeof signalExitCodes;

/** The command was stopped by a signal. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Who reads the output has gone, as `head` does: nobody is left to be told. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}
