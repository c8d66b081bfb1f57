import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { S3Objects } from "../s3/objects.ts";
import { AwsError } from "../service.ts";
import type { Run } from "../trino/runs.ts";
import { type SigningKey, signatureOf } from "./signing-keys.ts";

/** Where results are delivered to, and what signs them. */
export interface DeliveryOptions {
  readonly objects: S3Objects;
  readonly key: SigningKey;
  readonly region: string;
  /** Rows of a result file; AWS cuts by size. */
  readonly rowsPerFile?: number;
}

export type DeliveryStatus = "PENDING" | "SUCCESS" | "FAILED" | "FAILED_SIGNING_FILE" | "ACCESS_DENIED";

interface Delivery {
  readonly uri: string;
  status: DeliveryStatus;
}

/**
 * Deliveries of query results: gzipped CSV files and a signed list of them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-validation-sign-file-structure.html
 */
export class Deliveries {
  readonly #options: DeliveryOptions | undefined;
  readonly #accountId: string;
  readonly #deliveries = new Map<string, Delivery>();
  readonly #planned: DeliveryStatus[] = [];

  constructor(options: DeliveryOptions | undefined, accountId: string) {
    this.#options = options;
    this.#accountId = accountId;
  }

  /** Plans what becomes of the next delivery. */
  plan(status: DeliveryStatus): void {
    this.#planned.push(status);
  }

  /** Refuses a place that a result cannot go to. */
  check(uri: string | undefined): void {
    if (uri === undefined) return;
    const [, bucket] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(\/.*)?$/.exec(uri) ?? [];
    if (bucket === undefined) throw new AwsError("InvalidS3BucketNameException", `${uri} is no place in S3.`);
    if (this.#options?.objects.hasBucket(bucket) !== true) {
      throw new AwsError("S3BucketDoesNotExistException", `The bucket ${bucket} does not exist.`);
    }
  }

  /** Delivers a run's result when it has ended, if it succeeds. */
  begin(run: Run, uri: string | undefined): void {
    if (uri === undefined) return;
    const delivery: Delivery = { uri, status: "PENDING" };
    this.#deliveries.set(run.id, delivery);
    void run.ended.then(() => {
      delivery.status = run.state === "succeeded" ? this.#deliver(run, uri) : "FAILED";
    });
  }

  /** What DescribeQuery says of it. */
  described(run: Run): { readonly DeliveryS3Uri?: string; readonly DeliveryStatus?: DeliveryStatus } {
    const delivery = this.#deliveries.get(run.id);
    return delivery === undefined ? {} : { DeliveryS3Uri: delivery.uri, DeliveryStatus: delivery.status };
  }

  #deliver(run: Run, uri: string): DeliveryStatus {
    const planned = this.#planned.shift() ?? "SUCCESS";
    if (this.#options === undefined || planned === "FAILED" || planned === "ACCESS_DENIED") return planned;
    const { objects, key, region, rowsPerFile = 100_000 } = this.#options;
    const { bucket, folder } = this.#folderOf(run, uri);
    const files = csvFiles(run, rowsPerFile).map((text, index) => ({
      fileName: `result_${index + 1}.csv.gz`,
      bytes: gzipSync(text),
    }));
    for (const { fileName, bytes } of files) objects.put(bucket, `${folder}${fileName}`, bytes);
    if (planned === "FAILED_SIGNING_FILE") return planned;
    const hashes = files.map(({ bytes }) => createHash("sha256").update(bytes).digest("hex"));
    const signed = {
      version: "1.0",
      region,
      files: files.map(({ fileName }, index) => ({ fileHashValue: hashes[index], fileName })),
      hashAlgorithm: "SHA-256",
      signatureAlgorithm: "SHA256withRSA",
      queryCompleteTime: new Date(run.endedMs ?? 0).toISOString().replace(/\.\d+/, ""),
      hashSignature: signatureOf(hashes.join(" "), key),
      publicKeyFingerprint: key.fingerprint,
    };
    objects.put(bucket, `${folder}result_sign.json`, Buffer.from(JSON.stringify(signed)));
    return "SUCCESS";
  }

  #folderOf(run: Run, uri: string): { readonly bucket: string; readonly folder: string } {
    const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(uri) ?? [];
    const day = new Date(run.endedMs ?? 0).toISOString().slice(0, 10).replaceAll("-", "/");
    const own = `AWSLogs/${this.#accountId}/CloudTrail-Lake/Query/${day}/${run.id}/`;
    return { bucket, folder: prefix === "" ? own : `${prefix}/${own}` };
  }
}

function csvFiles({ columns, rows }: Run, rowsPerFile: number): readonly string[] {
  const count = Math.max(1, Math.ceil(rows.length / rowsPerFile));
  const header = columns.map(({ name }) => name);
  return Array.from({ length: count }, (_, index) =>
    [header, ...rows.slice(index * rowsPerFile, (index + 1) * rowsPerFile)].map(csvLine).join(""),
  );
}

function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => (cell === null ? "" : `"${cell.replaceAll('"', '""')}"`)).join(",")}\n`;
}
