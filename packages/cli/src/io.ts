import { OutputClosed, type StopSignal } from "./exit.ts";
import { visible } from "./output/visible.ts";

/** The world as a command sees it. */
export interface Io {
  /** Lines for people, on standard output, each made visible. Resolves when they are taken. */
  print(...lines: readonly string[]): Promise<void>;
  /** Lines for people, on standard error, each made visible. */
  note(...lines: readonly string[]): void;
  /** Data as it is, on standard output. Resolves when it is taken. Throws OutputClosed when nobody reads it. */
  write(data: string | Uint8Array): Promise<void>;
  readonly stdin: NodeJS.ReadStream;
  /** Width of the terminal behind standard output, in columns; null if it is a file or a pipe. */
  readonly width: number | null;
  /** Whether standard error is a terminal: where progress is drawn. */
  readonly progressOnTerminal: boolean;
  readonly colours: boolean;
  /** Aborted when the user or the system asks the command to stop; the reason is the signal's name. */
  readonly signal: AbortSignal;
}

const fallbackWidth = 80;

/** This process: its streams, and its signals from now on. A second signal ends it at once. */
export function processIo(stopping: AbortSignal): Io {
  const { stdin, stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.on("error", () => undefined);
  const write = (data: string | Uint8Array) => take(stdout, data);
  return {
    stdin,
    write,
    print: (...lines) => write(joined(lines)),
    note: (...lines) => {
      stderr.write(joined(lines));
    },
    width: stdout.isTTY === true ? stdout.columns || fallbackWidth : null,
    progressOnTerminal: stderr.isTTY === true,
    colours: stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "" && process.env["TERM"] !== "dumb",
    signal: stopping,
  };
}

/** A signal that is aborted by SIGINT, SIGTERM and SIGHUP; `onSecond` is called by every further one. */
export function stopSignal(onSecond: (name: StopSignal) => void): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) onSecond(name);
      controller.abort(name);
    });
  }
  return controller.signal;
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${visible(line)}\n`).join("");
}

function take(stream: NodeJS.WriteStream, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(data, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(isClosedPipe(error) ? new OutputClosed("standard output is closed", { cause: error }) : error);
    });
  });
}

function isClosedPipe(error: Error): boolean {
  return "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
}
