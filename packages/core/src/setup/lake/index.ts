import { setTimeout as pause } from "node:timers/promises";
import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { type AwsPlace, lakeClient } from "../../engine/aws.ts";
import { storeFailure } from "../../engine/remote/failure.ts";
import { TrailkeepError } from "../../error.ts";
import { applyLake, type Waiting } from "./apply.ts";
import { observeLake } from "./observe.ts";
import { type LakePlan, type LakeStep, planLake } from "./plan.ts";
import type { LakeFound, LakeWanted } from "./wanted.ts";

export interface SetupLakeOptions {
  readonly wanted: LakeWanted;
  /** Whether the steps are done; else they are only told. */
  readonly apply: boolean;
  readonly onStep?: (step: LakeStep) => Promise<void>;
  readonly waiting?: Waiting;
}

export interface SetupLakeReport extends LakePlan {
  /** What is there now: after the steps, if they were done. */
  readonly found: LakeFound;
  /** The channel's ARN; null if there is none yet. */
  readonly channelArn: string | null;
  /** Whether the account has no event data store: since 2026-05-31 AWS may then refuse to make one. */
  readonly mayBeClosed: boolean;
}

const byTheClock: Waiting = { sleep: (ms) => pause(ms) };

/**
 * Makes sure that there is an event data store for events of integrations, and a channel into it. What is there is read
 * first; nothing is shortened, deleted or taken over. Run twice, the second run finds nothing to do.
 * @throws TrailkeepError invalid-request where something else stands in the way; capability where Lake is closed to the
 * account; and what the client's errors mean
 */
export async function setupLake(place: AwsPlace, options: SetupLakeOptions): Promise<SetupLakeReport> {
  const client = await lakeClient(place);
  try {
    return await setUp(client, options);
  } catch (error) {
    throw closedTo(error) ?? storeFailure(error, `cloudtrail ${place.region}`);
  } finally {
    client.destroy();
  }
}

async function setUp(client: CloudTrailClient, options: SetupLakeOptions): Promise<SetupLakeReport> {
  const { wanted, apply, onStep = async () => undefined, waiting = byTheClock } = options;
  const before = await observeLake(client);
  const plan = planLake(wanted, before);
  if (plan.conflicts.length > 0) throw inTheWay(plan.conflicts);
  if (apply) await applyLake(client, plan.steps, before, waiting, onStep);
  const found = apply && plan.steps.length > 0 ? await observeLake(client) : before;
  const channelArn = found.channels.find(({ name }) => name === wanted.name)?.arn ?? null;
  return { ...plan, found, channelArn, mayBeClosed: before.eventDataStores.length === 0 };
}

function inTheWay(conflicts: readonly string[]): TrailkeepError {
  const hint = "choose another `--name`";
  return new TrailkeepError(
    "invalid-request",
    conflicts.map((message) => ({ message, hint })),
  );
}

/** With which errors AWS says that an account is not to use Lake; which one it is for new customers, no page says. */
const closedErrors = new Set(["UnsupportedOperationException", "OperationNotPermittedException"]);

const closedHint =
  "without Lake, Athena answers the same questions over the log files: `trailkeep ddl cloudtrail` and `trailkeep ddl " +
  "s3_access` write the tables, and docs/stores.md says how to declare them";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html */
function closedTo(error: unknown): TrailkeepError | null {
  if (!(error instanceof Error)) return null;
  const says = /no longer (?:open|available)|new customers/i.test(error.message);
  if (!says && !closedErrors.has(error.name)) return null;
  const message = `CloudTrail Lake is closed to this account, as to all that did not use it by 2026-05-31: ${error.message} (${error.name})`;
  return new TrailkeepError("capability", { message, hint: closedHint }, { cause: error });
}
