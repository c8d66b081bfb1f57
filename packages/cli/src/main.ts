import { CommanderError } from "@commander-js/extra-typings";
import { exitCodes, signalExitCodes } from "./exit.ts";
import { reportFailure } from "./failure.ts";
import { processIo, stopSignal } from "./io.ts";
import { trailkeep } from "./program.ts";
import type { Session } from "./session.ts";

/** Runs the command line of this process and returns its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const io = processIo(stopSignal((name) => process.exit(signalExitCodes[name])));
  const session: Session = { io, exitCode: exitCodes.done };
  try {
    await trailkeep(session).parseAsync(argv);
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
    return reportFailure(error, io, argv.includes("--debug"));
  }
}

process.exitCode = await main(process.argv);
