/** What became of a result that was to be delivered to S3. */
export interface DeliveryReport {
  /** The folder of the files; null if nothing was delivered, or nobody knows where. */
  readonly location: string | null;
  /** Whether each file is what the sign file says, all of them are there, and CloudTrail signed it. */
  readonly verified: boolean;
  readonly files: readonly DeliveredFile[];
  /** Why it is not verified; empty if it is. */
  readonly problems: readonly string[];
}

export interface DeliveredFile {
  readonly name: string;
  readonly state: "intact" | "changed" | "missing" | "unsigned";
}
