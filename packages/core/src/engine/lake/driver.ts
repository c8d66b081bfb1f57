import {
  CancelQueryCommand,
  type CloudTrailClient,
  DescribeQueryCommand,
  type DescribeQueryCommandOutput,
  GetQueryResultsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudtrail";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { Driver, RemoteResult, RunContext } from "../remote/driver.ts";
import { type NativePage, PagedResult } from "../remote/paged-result.ts";
import { runNative } from "../remote/poll.ts";
import { isPending, reportOf } from "./delivery/after-query.ts";

/** GetQueryResults gives at most 1,000 rows: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetQueryResults.html */
const maxRows = 1_000;

/** Where results are delivered beside, and the client that reads them there. */
export interface LakeDeliveries {
  /** Of every query that does not say another place. */
  readonly deliveryS3Uri: string | undefined;
  readonly s3: () => Promise<S3Client>;
}

/** Queries of CloudTrail Lake. StartQuery has no request token: one whose reply is lost may run twice and is read once. */
export class LakeDriver implements Driver {
  readonly #client: CloudTrailClient;
  readonly #deliveries: LakeDeliveries;
  #s3: Promise<S3Client> | null = null;

  constructor(client: CloudTrailClient, deliveries: LakeDeliveries) {
    this.#client = client;
    this.#deliveries = deliveries;
  }

  async execute({ text, columns }: Statement, context: RunContext): Promise<RemoteResult> {
    const deliverTo = context.deliverTo ?? this.#deliveries.deliveryS3Uri;
    const startedMs = Date.now();
    const { nativeId, outcome } = await runNative(
      {
        start: () => this.#start(text, deliverTo),
        poll: (id) => this.#poll(id, context),
        stop: (id) => this.#client.send(new CancelQueryCommand({ QueryId: id })).then(() => undefined),
      },
      context,
    );
    const delivery =
      deliverTo === undefined
        ? undefined
        : await reportOf(
            outcome,
            { queryId: nativeId, uri: outcome.DeliveryS3Uri ?? deliverTo, startedMs, endedMs: Date.now() },
            { cloudtrail: this.#client, s3: () => this.#openS3() },
          );
    return new PagedResult({ columns, rowCount: null, delivery, fetch: (token) => this.#page(nativeId, token) });
  }

  /** One that could not be made is made anew for the next delivery. */
  #openS3(): Promise<S3Client> {
    this.#s3 ??= this.#deliveries.s3().catch((error: unknown) => {
      this.#s3 = null;
      throw error;
    });
    return this.#s3;
  }

  async #start(text: string, deliverTo: string | undefined): Promise<string> {
    const { QueryId } = await this.#client.send(
      new StartQueryCommand({ QueryStatement: text, DeliveryS3Uri: deliverTo }),
    );
    if (QueryId === undefined)
      throw new TrailkeepError("store-failed", "CloudTrail Lake started a query without an id");
    return QueryId;
  }

  async #poll(nativeId: string, { report }: RunContext): Promise<DescribeQueryCommandOutput | null> {
    const reply = await this.#client.send(new DescribeQueryCommand({ QueryId: nativeId }));
    const { BytesScanned: scannedBytes = 0, EventsMatched: matchedRecords = null } = reply.QueryStatistics ?? {};
    report({ scannedBytes, matchedRecords });
    switch (reply.QueryStatus) {
      case "FINISHED":
        return isPending(reply) ? null : reply;
      case "FAILED":
      case "CANCELLED":
      case "TIMED_OUT":
        throw failure(reply);
      default:
        report({ state: reply.QueryStatus === "QUEUED" ? "queued" : "running" });
        return null;
    }
  }

  /** Every cell is an object of one member; the SDK leaves a null out. */
  async #page(nativeId: string, token: string | null): Promise<NativePage> {
    const input = { QueryId: nativeId, MaxQueryResults: maxRows, ...(token === null ? {} : { NextToken: token }) };
    const reply = await this.#client.send(new GetQueryResultsCommand(input));
    const cells = (reply.QueryResultRows ?? []).map((row) => row.map((cell) => Object.values(cell)[0] ?? null));
    return { cells, nextToken: reply.NextToken ?? null };
  }

  close(): void {
    this.#client.destroy();
    void this.#s3?.then((client) => client.destroy());
  }
}

/** What Lake says of a query that has no result. The rows of one that timed out are a part, and are not given. */
function failure({ QueryStatus, ErrorMessage }: DescribeQueryCommandOutput): TrailkeepError {
  const reason = ErrorMessage === undefined || ErrorMessage === "" ? "" : `: ${ErrorMessage}`;
  if (QueryStatus === "TIMED_OUT") {
    return new TrailkeepError("timeout", {
      message: `CloudTrail Lake stopped the query after its longest run time${reason}`,
      hint: "ask for a shorter time range",
    });
  }
  if (QueryStatus === "CANCELLED")
    return new TrailkeepError("cancelled", `the query was stopped in CloudTrail Lake${reason}`);
  if (/too large|exhausted resources/i.test(reason)) {
    return new TrailkeepError("exhausted", {
      message: `CloudTrail Lake could not hold the query${reason}`,
      hint: "ask for a shorter time range, fewer columns or fewer groups",
    });
  }
  return new TrailkeepError("store-failed", `the query failed in CloudTrail Lake${reason}`);
}
