/** What a table is made for; names and places are checked when the statement is written. */
export interface DdlOptions {
  readonly database: string;
  /** The source's name if left out. */
  readonly table?: string | undefined;
  /** The table of fresh files; the other's name and `_fresh` if left out. */
  readonly freshTable?: string | undefined;
  /** `s3://bucket/prefix/`: of the store, or what stands before `AWSLogs/` or before the access logs. */
  readonly location: string;
  /** The first day that there are logs of, `YYYY-MM-DD`. */
  readonly from: string;
}

/** The statement that makes a table, and what it makes. */
export interface TableStatement {
  readonly table: string;
  /** Names of its columns; those of partitions are not among them. */
  readonly columns: readonly string[];
  readonly text: string;
}

/** Logs as AWS lays them out. */
export interface RawDdlOptions extends DdlOptions {
  /** Account ids; of an organization none are needed: then every query names the accounts that it wants. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** `o-...` where an organization's trail writes the logs. */
  readonly organization?: string | undefined;
  /** Access logs without a folder a day: the simple prefix, which is S3's own choice. */
  readonly simplePrefix?: boolean | undefined;
}
