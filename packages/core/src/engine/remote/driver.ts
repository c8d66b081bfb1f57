import type { Statement } from "../../dialect/statement.ts";
import type { DeliveryReport } from "../lake/delivery/report.ts";
import type { Row } from "../types.ts";

/** What a run tells while it goes on. */
export interface Progress {
  readonly state: "queued" | "running";
  readonly scannedBytes: number;
  readonly matchedRecords: number | null;
}

export interface RunContext {
  /** The run's own id: 36 characters, the same for each attempt to start it. */
  readonly id: string;
  /** Aborts when the run is to stop; the reason is the error to end with. */
  readonly signal: AbortSignal;
  /** Where the run asks for a copy of its result in S3. */
  readonly deliverTo: string | undefined;
  report(progress: Partial<Progress>): void;
}

export interface Slice {
  readonly rows: readonly Row[];
  /** Whether there are rows after these. */
  readonly more: boolean;
}

/** A finished result: any slice of it, the same each time, without another scan. */
export interface RemoteResult {
  /** Null until it is known. */
  readonly rowCount: number | null;
  /** What the result may lack, or how old it may be. */
  readonly warnings: readonly string[];
  /** What became of the copy in S3, where there was to be one. */
  readonly delivery?: DeliveryReport | undefined;
  slice(from: number, count: number): Promise<Slice>;
}

/** How statements run on a kind of store. */
export interface Driver {
  /** Runs a statement to its end. When the signal aborts it stops the store's own query and throws the signal's reason. */
  execute(statement: Statement, context: RunContext): Promise<RemoteResult>;
  close(): void;
}
