import type { QueryService } from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import { planQuery } from "@trailkeep/core/query";
import { handle } from "hono/aws-lambda";
import { createApp } from "./app.ts";
import { jsonLog } from "./log.ts";
import type { ReadStore } from "./routes/ingest.ts";
import type { ReadIntegrity } from "./routes/integrity.ts";

/**
 * The service on AWS Lambda, behind API Gateway, which checks who asks. `TRAILKEEP_STORE` names the store, as in
 * `s3://bucket/prefix/`. A store in S3 has no engine yet: what needs one answers with a `capability` problem.
 */
export const handler = handle(
  createApp({
    queries: queriesWithoutEngine(),
    store: storeWithoutEngine(),
    log: jsonLog((line) => process.stderr.write(line)),
    checkHealth: () => undefined,
    hosts: null,
  }),
);

/** Judges queries, and refuses the valid ones. */
function queriesWithoutEngine(): QueryService {
  const judge = async (query: unknown): Promise<never> => {
    planQuery(query, Date.now());
    throw noEngine();
  };
  const unknown = async (): Promise<never> => {
    throw new TrailkeepError("not-found", { message: "no such query", hint: "no query can run here yet" });
  };
  return {
    start: judge,
    explain: judge,
    wait: unknown,
    page: unknown,
    cancel: unknown,
    coverage: judge,
    close: async () => undefined,
  };
}

function storeWithoutEngine(): ReadStore & ReadIntegrity {
  const refuse = (): never => {
    throw noEngine();
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

function noEngine(): TrailkeepError {
  const place = process.env["TRAILKEEP_STORE"];
  const message =
    place === undefined || place === ""
      ? "no store is configured: TRAILKEEP_STORE is not set"
      : `this version has no engine for a store in S3 (${place})`;
  return new TrailkeepError("capability", {
    message,
    hint: "the embedded engine serves a store in a folder: `trailkeep serve`",
  });
}
