/** One line of the log. Times are RFC 3339. */
export interface LogEntry {
  readonly level: "info" | "error";
  readonly message: string;
  readonly requestId?: string;
  readonly [detail: string]: string | number | undefined;
}

export type Log = (entry: LogEntry) => void;

/** Writes each entry as one line of JSON. `quiet` leaves out all but errors. */
export function jsonLog(write: (line: string) => void, { quiet = false } = {}): Log {
  return (entry) => {
    if (quiet && entry.level !== "error") return;
    write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
  };
}
