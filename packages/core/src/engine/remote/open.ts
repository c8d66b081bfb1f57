import type { Statement } from "../../dialect/statement.ts";
import type { Plan } from "../../query/plan.ts";
import type { AwsCredentials } from "../aws.ts";
import type { Estimate } from "../types.ts";

/** What opening a store in AWS needs beside its configuration. */
export interface RemoteOptions<Target> {
  /** The store's dialect. Throws `capability`. */
  readonly compile: (plan: Plan, target: Target) => Statement;
  /** The SDK's default chain if left out. */
  readonly credentials?: AwsCredentials | undefined;
  /** The clock, epoch milliseconds. */
  readonly now: () => number;
}

/** The store tells what it scanned only afterwards. */
export const unknownEstimate: Estimate = { scannedBytes: null, files: null, usd: null, basis: "unknown" };
