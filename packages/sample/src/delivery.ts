/** What Trailkeep calls a kind of record. */
export type SampleSource = "cloudtrail" | "cloudtrail_insights" | "s3_access";

/** A file of the sample. Within this package before compression, beyond it as AWS delivers it. */
export interface Delivery {
  /** Path below the sample's folder, with `/`: the object's key. */
  readonly path: string;
  /** The kind of records in it; null for a digest, which holds none. */
  readonly source: SampleSource | null;
  /** Readable records in it, repeats included. */
  readonly records: number;
  /** How many of them an earlier file held already. */
  readonly repeats: number;
  /** Pieces in it that can't be read, beside `records`. */
  readonly damaged: number;
  readonly bytes: Uint8Array;
}
