import type { Io } from "./io.ts";

/** One run of the program: what the command does its work with, and the exit code it leaves. */
export interface Session {
  readonly io: Io;
  exitCode: number;
}
