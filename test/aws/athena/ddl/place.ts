import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Where objects of S3 lie for Trino: a folder a bucket, below a folder of the rig's. */
export class Places {
  /** The folder that `local:///` means. */
  readonly files: string;

  constructor(files: string) {
    this.files = files;
  }

  /** `s3://bucket/prefix/` as Trino names it; templates keep their `${names}`. */
  location(uri: string, below = "s3"): string {
    const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)(\/.*)?$/.exec(uri) ?? [];
    if (bucket === undefined) throw new Error(`${uri} is no S3 location`);
    return `local:///${below}/${bucket}${prefix.replace(/\/+$/, "")}`;
  }

  /** The same as a folder of this machine, which is there afterwards. */
  folder(uri: string, below = "s3"): string {
    const folder = join(this.files, this.location(uri, below).slice("local:///".length));
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}
