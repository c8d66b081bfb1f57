import { TrailkeepError } from "../../error.ts";

/** What DuckDB's refusal means to the one who asked. */
export function failure(error: unknown): TrailkeepError {
  if (error instanceof TrailkeepError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (/^INTERRUPT/.test(message)) return new TrailkeepError("cancelled", "the query was stopped", options);
  if (/Out of Memory|failed to offload|No space left/i.test(message)) {
    return new TrailkeepError(
      "exhausted",
      { message: "the query needs more memory or disk than it may use", hint: "narrow the time range or add a limit" },
      options,
    );
  }
  if (/^(IO|Invalid Input|Permission) Error/.test(message) && /\.parquet/.test(message)) {
    return new TrailkeepError(
      "store-damaged",
      {
        message: `a file of the store cannot be read: ${firstLine(message)}`,
        hint: "was it changed or removed from outside?",
      },
      options,
    );
  }
  return new TrailkeepError("internal", `the embedded engine failed: ${firstLine(message)}`, options);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
