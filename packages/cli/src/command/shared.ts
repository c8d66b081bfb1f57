import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { LimitName } from "@trailkeep/ingest/limits";
import { LimitMistake, readLimits } from "./limit.ts";

/** Where a store is if nothing is said. */
export function dataOption() {
  return new Option("--data <dir>", "the store's folder").env("TRAILKEEP_DATA").default(".trailkeep").argParser(folder);
}

/** The file that declares stores beside the folder. */
export function storesOption() {
  return new Option("--stores <file>", "a file that declares other stores").env("TRAILKEEP_STORES").argParser(named);
}

export function debugOption() {
  return new Option("--debug", "with an error, show where in the program it arose");
}

export type Limits = Readonly<Partial<Record<LimitName, number>>>;

/** Bounds on what is read from outside. */
export function limitOption() {
  return new Option(
    "--limit <name=value>",
    "change a limit on the input, as in maxRecordBytes=4MiB; may be repeated (docs/limits.md)",
  )
    .env("TRAILKEEP_LIMITS")
    .argParser(limits);
}

function limits(text: string, before: Limits | undefined): Limits {
  try {
    return { ...before, ...readLimits(text) };
  } catch (error) {
    throw error instanceof LimitMistake ? new InvalidArgumentError(error.message) : error;
  }
}

export const exitCodeHelp = `Exit codes: 0 done, 1 failed, 2 wrong use (of the command line, or an invalid query),
3 done, but some input was quarantined, 4 a plan would change something, 130 stopped by Ctrl-C (143 by SIGTERM).`;

/** Text that was written in short lines, a blank line between paragraphs, for the help to wrap as wide as the terminal. */
export function prose(text: string): string {
  return text.replace(/(?<!\n)\n(?!\n)/g, " ");
}

/** The end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n\n${exitCodeHelp}`;
}

function named(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It names no file.");
  return value;
}

function folder(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It names no folder.");
  return value;
}

/** A parser of whole numbers in a range, both ends included. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^[0-9]{1,16}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
