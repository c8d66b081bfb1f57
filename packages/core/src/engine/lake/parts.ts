import { type CloudTrailClient, GetEventDataStoreCommand } from "@aws-sdk/client-cloudtrail";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type Ingestion, type StorePart, unknownPart, unknownRetention } from "../coverage/part.ts";
import { storeFailure } from "../remote/failure.ts";
import { ingestionOf } from "./ingestion.ts";

export interface LakeClients {
  readonly cloudtrail: CloudTrailClient;
  readonly cloudwatch: CloudWatchClient;
}

/** What CloudTrail and CloudWatch say of event data stores, by id or ARN. Never rejects. */
export function lakeParts(
  names: readonly string[],
  clients: LakeClients,
  nowMs: number,
): Promise<readonly StorePart[]> {
  return Promise.all(names.map((name) => partOf(name, clients, nowMs)));
}

async function partOf(name: string, { cloudtrail, cloudwatch }: LakeClients, nowMs: number): Promise<StorePart> {
  const ingestion = await attempt(() => ingestionOf(name.split("/").at(-1) ?? name, cloudwatch, nowMs), "CloudWatch");
  const known = await attempt(
    () => cloudtrail.send(new GetEventDataStoreCommand({ EventDataStore: name })),
    "CloudTrail",
  );
  const problems = [...known.problems, ...ingestion.problems];
  const measured = { ingestion: ingestion.value, sizeBytes: storageOf(ingestion.value) };
  if (known.value === null) return { ...unknownPart(name, ...problems), ...measured };
  const { Status = null, RetentionPeriod: days, CreatedTimestamp: created } = known.value;
  return {
    name,
    state: Status,
    createdAtMs: created?.getTime() ?? null,
    retention: days === undefined ? unknownRetention : { days, basis: "configured" },
    ...measured,
    problems,
  };
}

function storageOf(ingestion: Ingestion | null): number | null {
  return ingestion?.storageBytes ?? null;
}

async function attempt<T>(ask: () => Promise<T>, service: string) {
  try {
    return { value: await ask(), problems: [] };
  } catch (error) {
    return { value: null, problems: [storeFailure(error, service).message] };
  }
}
