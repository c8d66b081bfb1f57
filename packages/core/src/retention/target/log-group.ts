import {
  type CloudWatchLogsClient,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  type LogGroup,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { TrailkeepError } from "../../error.ts";
import type { ObservedLogGroup } from "../plan/index.ts";
import { ask, conflict, inTurn, orElse, pace, type Question, sentence } from "./ask.ts";
import { LogGroupTags } from "./log-group-tags.ts";
import type { ActionOf, ApplyOptions, ApplyOutcome, RetentionTarget, TargetOptions, Unread } from "./target.ts";

export interface LogGroupNeeds {
  readonly client: CloudWatchLogsClient;
  /** Null where no policy and no hold selects by tags: then they are not read. */
  readonly tagging: ResourceGroupsTaggingAPIClient | null;
  readonly account: string;
  readonly region: string;
  /** Calls of one operation a second. @default 5, the lowest quota that AWS names for any of these operations */
  readonly callsPerSecond?: number | undefined;
}

/** Groups of a page: the most that DescribeLogGroups gives. */
const pageSize = 50;

/**
 * CloudWatch log groups of an account and Region. Where an account-level policy governs a group, AWS shows its value
 * and not the group's own: it is then taken for both.
 * Calls of a run: one for 50 groups, one for 100 tagged ones if tags are asked; two and one write for each action.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export function logGroupTarget(needs: LogGroupNeeds): RetentionTarget<"log_group"> {
  const { client } = needs;
  const perSecond = needs.callsPerSecond ?? 5;
  const [reads, writes] = [pace(perSecond), pace(perSecond)];
  const { tagging } = needs;
  const tags = tagging === null ? null : new LogGroupTags({ logs: client, tagging, callsPerSecond: perSecond });

  async function describe(input: object, question: Omit<Question, "permission">) {
    const asked = { ...question, permission: "logs:DescribeLogGroups" };
    return inTurn(reads, () => ask(asked, (options) => client.send(new DescribeLogGroupsCommand(input), options)));
  }

  async function reobserve(id: string, options: TargetOptions = {}): Promise<ObservedLogGroup | null> {
    const question = { store: id, signal: options.signal };
    const { logGroups = [] } = await orElse(
      ["ResourceNotFoundException"],
      { logGroups: undefined },
      describe({ logGroupIdentifiers: [id] }, question),
    );
    const group = logGroups.find(({ logGroupArn }) => logGroupArn === id);
    if (group === undefined) return null;
    // As they are now: before a change nothing else will do.
    return observedGroup(group, (await tags?.of(id, options)) ?? {});
  }

  return {
    kind: "log_group",
    reobserve,

    async observe(options = {}) {
      const stores: ObservedLogGroup[] = [];
      const unread: Unread[] = [];
      const place = `log groups of ${needs.account} in ${needs.region}`;
      const tagsOf = await tags?.ofAll(place, options);
      let nextToken: string | undefined;
      do {
        const page = await describe(
          { limit: pageSize, ...(nextToken === undefined ? {} : { nextToken }) },
          { store: place, signal: options.signal },
        );
        for (const group of page.logGroups ?? []) {
          try {
            stores.push(observedGroup(group, (await tagsOf?.(group.logGroupArn ?? "")) ?? {}));
          } catch (error) {
            const name = group.logGroupName ?? "";
            unread.push({ store: group.logGroupArn ?? name, kind: "log_group", name, message: sentence(error) });
          }
        }
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return { stores, unread };
    },

    async apply(action, options = {}) {
      const group = await reobserve(action.store, options);
      if (group === null) throw conflict(action.store, "there is no such log group");
      if (action.type !== "set_retention" && action.type !== "protect") {
        throw new TrailkeepError("invalid-request", `a log group cannot do this: ${action.type}`);
      }
      if (isApplied(action, group)) return { changed: false, proof: {} };
      if (action.type === "set_retention" && effectiveDays(group) !== action.before) {
        throw conflict(action.store, `its retention is ${effectiveDays(group) ?? "never"}`);
      }
      return inTurn(writes, () => change(client, action, group, options));
    },

    isApplied,
  };
}

async function change(
  client: CloudWatchLogsClient,
  action: ActionOf<"log_group">,
  { id, name: logGroupName }: ObservedLogGroup,
  { signal, confirm }: ApplyOptions,
): Promise<ApplyOutcome> {
  await confirm?.();
  const asked = (permission: string) => ({ permission, store: id, signal });
  if (action.type === "protect") {
    const input = { logGroupIdentifier: id, deletionProtectionEnabled: true };
    const command = new PutLogGroupDeletionProtectionCommand(input);
    return done(await ask(asked("logs:PutLogGroupDeletionProtection"), (options) => client.send(command, options)));
  }
  if (action.type !== "set_retention") throw new TrailkeepError("internal", `no change for ${action.type}`);
  if (action.after === null) {
    const command = new DeleteRetentionPolicyCommand({ logGroupName });
    return done(await ask(asked("logs:DeleteRetentionPolicy"), (options) => client.send(command, options)));
  }
  const command = new PutRetentionPolicyCommand({ logGroupName, retentionInDays: action.after });
  return done(await ask(asked("logs:PutRetentionPolicy"), (options) => client.send(command, options)));
}

function done({ $metadata }: { readonly $metadata: { readonly requestId?: string | undefined } }): ApplyOutcome {
  return { changed: true, proof: { requestId: $metadata.requestId ?? null } };
}

function isApplied(action: ActionOf<"log_group">, group: ObservedLogGroup | null): boolean {
  if (group === null) return false;
  if (action.type === "protect") return group.deletionProtected === true;
  return action.type === "set_retention" && effectiveDays(group) === action.after;
}

function effectiveDays({ accountPolicy, retentionDays }: ObservedLogGroup): number | null {
  return accountPolicy === null ? retentionDays : accountPolicy.retentionDays;
}

function observedGroup(group: LogGroup, tags: Readonly<Record<string, string>>): ObservedLogGroup {
  const id = group.logGroupArn ?? group.arn?.replace(/:\*$/, "") ?? "";
  const [, , , region = null, account = null] = id.split(":");
  const retentionDays = group.retentionInDays ?? null;
  const policy = group.retentionPolicyName;
  return {
    kind: "log_group",
    id,
    name: group.logGroupName ?? "",
    arn: id,
    account,
    region,
    tags,
    retentionDays,
    accountPolicy: policy === undefined ? null : { name: policy, retentionDays },
    logGroupClass: group.logGroupClass ?? "STANDARD",
    storedBytes: group.storedBytes ?? 0,
    deletionProtected: group.deletionProtectionEnabled ?? false,
    kmsKeyId: group.kmsKeyId ?? null,
  };
}
