import { quarantinedObject, quarantinedRecords, quarantineFolder } from "@trailkeep/core/archive";
import { TrailkeepError } from "@trailkeep/core/error";

/** Where a store in S3 is. */
export interface S3Place {
  readonly bucket: string;
  /** Empty, or ending with `/` where it is a folder. */
  readonly prefix: string;
}

/** Reads `s3://bucket/prefix/` as a place, with or without the last `/`. Throws invalid-config. */
export function readPlace(uri: string, at: string): S3Place {
  const { bucket, prefix } = readUri(uri, at);
  return { bucket, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}

/** Bucket and what keys begin with. Throws invalid-config. */
export function readUri(uri: string, at: string): S3Place {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(uri);
  if (match === null) {
    const hint = "write it as in `s3://bucket/prefix/`";
    throw new TrailkeepError("invalid-config", { message: `${JSON.stringify(uri)} is no place in S3`, at, hint });
  }
  const [, bucket = "", prefix = ""] = match;
  return { bucket, prefix };
}

/** The key of a source's fresh file. */
export function freshKey({ prefix }: S3Place, source: string, ingestHour: string, name: string): string {
  return `${prefix}${source}/ingest_hour=${ingestHour}/${name}.parquet`;
}

/** What could not be read of an object: its records one a line, or the object as it was. */
export function quarantineKey(
  { prefix }: S3Place,
  ingestHour: string,
  name: string,
  kind: "records" | "object",
): string {
  const ending = kind === "records" ? quarantinedRecords : quarantinedObject;
  return `${quarantineFolder(prefix)}ingest_hour=${ingestHour}/${name}${ending}`;
}
