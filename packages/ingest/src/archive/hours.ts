import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { SourceName } from "@trailkeep/core/catalog";
import type { Dynamo } from "../aws.ts";
import type { DynamoLedger } from "../ledger/dynamo/ledger.ts";
import type { S3Place } from "../sink/s3/place.ts";
import { asS3Error } from "../source/s3/failure.ts";

const hourMs = 3_600_000;

/** Claims are made for the hour that the service's clock shows: for hours older than this nobody makes any. */
const claimableMs = 48 * hourMs;

/** Hours that are asked about at once. */
const atOnce = 16;

/** An hour that may still get rows. */
export interface OpenHour {
  readonly ingestHour: string;
  readonly objects: number;
}

/** Whether hours hold all the rows that they will ever hold. What was found whole stays so, and is not asked again. */
export class WholeHours {
  readonly #dynamo: Dynamo;
  readonly #table: string;
  readonly #ledger: DynamoLedger;
  readonly #whole = new Set<string>();

  constructor(dynamo: Dynamo, table: string, ledger: DynamoLedger) {
    this.#dynamo = dynamo;
    this.#table = table;
    this.#ledger = ledger;
  }

  /**
   * Closes every hour behind `after` up to `through`; with no `after`, since there is a ledger.
   * @returns the first that has objects under way; null if each holds all its rows
   */
  async firstOpen(after: string | null, through: string): Promise<OpenHour | null> {
    const first = after === null ? await this.#begin(through) : hourAfter(after);
    const hours = hoursBetween(first, through).filter((hour) => !this.#whole.has(hour));
    for (let from = 0; from < hours.length; from += atOnce) {
      const group = hours.slice(from, from + atOnce);
      const counts = await Promise.all(group.map((hour) => this.#open(hour)));
      for (const [place, ingestHour] of group.entries()) {
        const objects = counts[place] ?? 0;
        if (objects > 0) return { ingestHour, objects };
        this.#whole.add(ingestHour);
      }
    }
    return null;
  }

  /** How many rows of a source ingest has written in an hour. */
  async rows(source: SourceName, hour: string): Promise<number> {
    return (await this.#ledger.hour(hour)).rowsOf(source);
  }

  async #open(hour: string): Promise<number> {
    const isOld = Date.parse(`${hour}:00:00Z`) < this.#dynamo.clock.nowMs() - claimableMs;
    const { open } = isOld ? await this.#ledger.hour(hour) : await this.#ledger.closeHour(hour);
    return open;
  }

  /** An object may have been claimed long before the first rows of a source stood; not before its table. */
  async #begin(through: string): Promise<string> {
    const { Table } = await this.#dynamo.client.send(new DescribeTableCommand({ TableName: this.#table }));
    const created = Table?.CreationDateTime === undefined ? through : hourOf(Table.CreationDateTime.getTime());
    return created < through ? created : through;
  }
}

/** The hours of a source behind `after` and before `before` that have fresh files, oldest first. */
export async function freshHours(
  client: S3Client,
  place: S3Place,
  { source, after, before }: { readonly source: string; readonly after: string | null; readonly before: string },
): Promise<readonly string[]> {
  const prefix = `${place.prefix}${source}/ingest_hour=`;
  const hours: string[] = [];
  try {
    const pages = paginateListObjectsV2(
      { client },
      {
        Bucket: place.bucket,
        Prefix: prefix,
        Delimiter: "/",
        // `0` comes right after `/`: all of that hour is passed over.
        ...(after === null ? {} : { StartAfter: `${prefix}${after}0` }),
      },
    );
    for await (const { CommonPrefixes = [] } of pages) {
      for (const { Prefix = "" } of CommonPrefixes) hours.push(Prefix.slice(prefix.length, -1));
    }
  } catch (error) {
    throw asS3Error(error, `s3://${place.bucket}/${prefix}`);
  }
  return hours.filter((hour) => /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(hour) && hour < before).sort();
}

/** UTC, `YYYY-MM-DDTHH`. */
export function hourOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 13);
}

function hourAfter(hour: string): string {
  return hourOf(Date.parse(`${hour}:00:00Z`) + hourMs);
}

function hoursBetween(first: string, last: string): readonly string[] {
  const hours: string[] = [];
  for (let hour = first; hour <= last; hour = hourAfter(hour)) hours.push(hour);
  return hours;
}
