import type { AwsService } from "../service.ts";
import { AccountPolicies } from "./account-policies.ts";
import { groupOperations, retentionDays } from "./group-operations.ts";
import { type InputEvent, type LogGroup, type LogGroupClass, LogGroups } from "./groups.ts";
import { putLogEvents } from "./put.ts";
import { Queries, type Schedule } from "./queries.ts";
import { type LogsSwitches, usualLogs } from "./switches.ts";

export interface LogsOptions {
  readonly accountId?: string;
  readonly switches?: Partial<LogsSwitches>;
  /** The moment that the service takes for now. */
  readonly now?: () => number;
}

/** CloudWatch Logs with Logs Insights, and the doors by which a test fills and steers it. */
export interface LogsService {
  readonly service: AwsService;
  /** What the queries to come do, poll by poll. */
  readonly schedule: Schedule;
  /** Queries that are not at an end. */
  readonly active: () => number;
  /** The groups themselves, to set what no operation sets. */
  readonly groups: LogGroups;
  /** Puts events into a group, which is made if need be; none of PutLogEvents' limits hold. */
  readonly load: (group: LoadedGroup, events: readonly InputEvent[]) => void;
}

export interface LoadedGroup {
  readonly name: string;
  readonly class?: LogGroupClass;
  /** The account that the group is in, if it is one that this one monitors. */
  readonly accountId?: string;
  readonly logStream?: string;
}

/**
 * CloudWatch Logs over the evaluator of the Logs Insights language.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
export function logsService({ accountId = "111122223333", switches, now = Date.now }: LogsOptions = {}): LogsService {
  const groups = new LogGroups(accountId);
  const policies = new AccountPolicies(retentionDays, now);
  const queries = new Queries(groups, { ...usualLogs, ...switches }, now);
  const operations = {
    ...groupOperations(groups, policies, now),
    ...policies.operations(),
    PutLogEvents: putLogEvents(groups, now),
    ...queries.operations(),
  };
  return {
    service: { target: "Logs_20140328", operations },
    schedule: queries.schedule,
    active: () => queries.active,
    groups,
    load(group, events) {
      const held = heldGroup(groups, group, now());
      const logStream = group.logStream ?? "stream";
      if (!held.streams.has(logStream)) groups.createStream(held, logStream, now());
      for (const event of events) held.events.push({ ...event, ingestionTime: now(), logStream });
    },
  };
}

function heldGroup(groups: LogGroups, group: LoadedGroup, nowMs: number): LogGroup {
  const accountId = group.accountId ?? groups.accountId;
  const held = groups.all().find((one) => one.name === group.name && one.accountId === accountId);
  return held ?? groups.create(group.name, group.class ?? "STANDARD", nowMs, accountId);
}
