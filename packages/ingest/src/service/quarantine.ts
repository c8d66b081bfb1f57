import { appendFileSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import { QuarantinedDays } from "@trailkeep/core/archive";
import { atDisk, type NewQuarantine } from "@trailkeep/core/store";
import type { Claim } from "../ledger/ledger.ts";
import { quarantineKey, type S3Place } from "../sink/s3/place.ts";
import { type Labels, putOnce } from "../sink/s3/put-once.ts";
import { objectName, uriOfObject } from "../source/object.ts";
import { readBytes } from "../source/open.ts";
import { type Damage, damageLabels } from "./damage.ts";

export interface QuarantineOptions {
  readonly client: S3Client;
  readonly place: S3Place;
  readonly folder: string;
  /** Told when a file has just been put. */
  readonly onPut?: () => void;
}

/**
 * Keeps what could not be read, below the store's `quarantine/`: records as lines of JSON, each with its reason, its place
 * in the object and its bytes in base64; an object that is damaged as a whole as it is. Names follow from the object.
 */
export class S3Quarantine {
  readonly #options: QuarantineOptions;

  constructor(options: QuarantineOptions) {
    this.#options = options;
  }

  /**
   * @param spool the file that the entries' bytes are in, at their offsets
   * @param inputObject what they came in
   * @returns where they are, `s3://bucket/key`
   */
  async records(
    claim: Claim,
    entries: readonly NewQuarantine[],
    { spool, inputObject }: { readonly spool: string; readonly inputObject: string },
  ): Promise<string> {
    const path = this.#path(claim);
    const days = new QuarantinedDays();
    await rm(path, { force: true });
    for (const { sources, format, reason, position, byteOffset, timeMs, sizeBytes, spool: place } of entries) {
      const raw = Buffer.from(await readBytes({ path: spool, sizeBytes, offset: place?.offset ?? 0 })).toString(
        "base64",
      );
      const line = { inputObject, sources, format, reason, position, byteOffset, timeMs, raw };
      days.add(line);
      atDisk(path, () => appendFileSync(path, `${JSON.stringify(line)}\n`));
    }
    return this.#put(claim, path, "records", days.labels());
  }

  /** @returns where it is, `s3://bucket/key` */
  async object(claim: Claim, file: string, damage: Damage): Promise<string> {
    const path = this.#path(claim);
    await copyFile(file, path);
    return this.#put(claim, path, "object", damageLabels(uriOfObject(claim.object), damage));
  }

  #path({ object, token }: Claim): string {
    return join(this.#options.folder, `${objectName(object)}-${token}-quarantine`);
  }

  async #put(claim: Claim, path: string, kind: "records" | "object", labels: Labels): Promise<string> {
    const { client, place, onPut } = this.#options;
    const key = quarantineKey(place, claim.ingestHour, objectName(claim.object), kind);
    try {
      await putOnce(client, { bucket: place.bucket, key, path, labels });
      onPut?.();
      return `s3://${place.bucket}/${key}`;
    } finally {
      await rm(path, { force: true });
    }
  }
}
