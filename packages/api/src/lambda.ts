import type { QueryService } from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import { openRemoteService, type RemoteStores } from "@trailkeep/core/remote";
import { handle } from "hono/aws-lambda";
import { createApp } from "./app.ts";
import { late } from "./late.ts";
import { ledgerOf } from "./ledger.ts";
import { jsonLog } from "./log.ts";
import { remoteRetention } from "./remote-retention.ts";
import type { RetentionOf } from "./retention-of.ts";
import type { ReadStore } from "./routes/ingest.ts";
import type { ReadIntegrity } from "./routes/integrity.ts";

/**
 * The service on AWS Lambda, behind API Gateway, which checks who asks. Its environment:
 * - `TRAILKEEP_STORES`: a stores file's text, its path, or `s3://bucket/key`; left out, the stack's own tables in Athena,
 *   `TRAILKEEP_DATABASE` and `TRAILKEEP_WORKGROUP`.
 * - `TRAILKEEP_QUERIES`: `s3://bucket/prefix/`, where queries are remembered, so that every instance can answer for each.
 * - `TRAILKEEP_LEDGER`: the ingest functions' ledger, for `GET /v1/ingest/ledger` and for how far the archive goes; left out,
 *   there is none, and of the stack's own tables only those of fresh files are asked.
 * - `TRAILKEEP_STATE`, `TRAILKEEP_EVIDENCE_KEY`, `TRAILKEEP_ANCHOR`, `TRAILKEEP_RETENTION`: where retention is kept, and of what; left
 *   out, it is refused. Each caller acts as the ARN that IAM gives it.
 * - `TRAILKEEP_TOKEN_KEY`: signs query ids, the same for every instance.
 */
export const handler = handle(
  createApp({
    queries: late(openService),
    store: storeWithoutFolder(),
    ledger: ledgerOf(process.env["TRAILKEEP_LEDGER"]),
    retention: retentionOf(),
    places: null,
    log: jsonLog((line) => process.stderr.write(line)),
    checkHealth: () => undefined,
    hosts: null,
    replies: {
      defaultWaitMs: 20_000,
      // API Gateway gives up after 30 s, and a start takes some: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
      maxWaitMs: 25_000,
      // Lambda's answer has 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
      maxBytes: 6_000_000,
    },
  }),
);

function openService(): Promise<QueryService> {
  return openRemoteService({
    stores: stores(),
    region: needed("AWS_REGION", "Lambda sets it"),
    memory: needed("TRAILKEEP_QUERIES", "name a place in S3, `s3://bucket/prefix/`"),
    tokenKey: Buffer.from(needed("TRAILKEEP_TOKEN_KEY", "set a secret of 32 bytes or more")),
  });
}

function stores(): RemoteStores {
  const declared = process.env["TRAILKEEP_STORES"];
  if (declared !== undefined && declared.trim() !== "") return { declared };
  const hint = "or TRAILKEEP_STORES, the text of a stores file, its path or `s3://bucket/key`";
  const database = needed("TRAILKEEP_DATABASE", hint);
  const [region, workgroup] = [needed("AWS_REGION", hint), needed("TRAILKEEP_WORKGROUP", hint)];
  return { made: { database, region, workgroup, ledger: process.env["TRAILKEEP_LEDGER"] || undefined } };
}

function needed(name: string, hint: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  throw new TrailkeepError("invalid-config", { message: `${name} is not set`, hint });
}

function storeWithoutFolder(): ReadStore & ReadIntegrity {
  const refuse = (): never => {
    throw new TrailkeepError("capability", {
      message: "this service has no folder, and so no ledger and no quarantine of one",
      hint: "`GET /v1/coverage` says what its stores hold; `trailkeep serve` serves a folder",
    });
  };
  return {
    summary: refuse,
    ingestStatus: refuse,
    quarantine: refuse,
    quarantineCount: refuse,
    quarantineEntry: refuse,
    quarantineRaw: refuse,
    judgements: refuse,
    verifications: refuse,
    ledgerIntegrity: refuse,
  };
}

function retentionOf(): RetentionOf {
  const table = process.env["TRAILKEEP_STATE"];
  if (table === undefined || table === "") return retentionWithout;
  const hint = "the deployment sets it beside TRAILKEEP_STATE";
  return remoteRetention(() => ({
    table,
    places: needed("TRAILKEEP_RETENTION", hint),
    keyArn: needed("TRAILKEEP_EVIDENCE_KEY", hint),
    anchor: needed("TRAILKEEP_ANCHOR", hint),
    region: needed("AWS_REGION", "Lambda sets it"),
  }));
}

function retentionWithout(): ReturnType<RetentionOf> {
  const refuse = async (): Promise<never> => {
    throw new TrailkeepError("capability", {
      message: "this service was deployed without retention, and has no chain of evidence to keep it by",
      hint: "deploy it with TRAILKEEP_RETENTION; `trailkeep retention` and `trailkeep serve` keep it beside a folder",
    });
  };
  return {
    policies: refuse,
    plan: refuse,
    approve: refuse,
    apply: refuse,
    holds: refuse,
    hold: refuse,
    release: refuse,
    evidence: refuse,
    verify: refuse,
    compliance: refuse,
    adopt: refuse,
    checks: refuse,
  };
}
