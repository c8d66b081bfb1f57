import { z } from "zod";
import { defaultReadings, fieldsOf } from "../insights/index.ts";
import { sliceOf } from "../paging.ts";
import type { Operation } from "../service.ts";
import type { AccountPolicies } from "./account-policies.ts";
import { arnOf, invalid, type LogGroup, type LogGroups, type LogStream } from "./groups.ts";
import { names, parameters } from "./input.ts";
import { logEvent } from "./window.ts";

/** Days that a group may keep its events (PutRetentionPolicy, retentionInDays). */
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const maxListed = 50;
const page = { limit: z.number().int().min(1).max(maxListed).default(maxListed), nextToken: names.token };

const createInput = z.object({
  logGroupName: names.group,
  logGroupClass: z.enum(["STANDARD", "INFREQUENT_ACCESS", "ESSENTIALS", "DELIVERY"]).default("STANDARD"),
});
const groupInput = z.object({ logGroupName: names.group });
const retentionInput = z.object({ logGroupName: names.group, retentionInDays: z.number() });
const streamInput = z.object({ logGroupName: names.group, logStreamName: z.string().min(1).max(512) });
const listInput = z.object({
  ...page,
  logGroupNamePrefix: names.group.optional(),
  logGroupNamePattern: names.group.optional(),
  logGroupClass: z.enum(["STANDARD", "INFREQUENT_ACCESS", "ESSENTIALS", "DELIVERY"]).optional(),
  includeLinkedAccounts: z.boolean().default(false),
  accountIdentifiers: z
    .array(z.string().regex(/^\d{12}$/))
    .max(20)
    .optional(),
  logGroupIdentifiers: z.array(names.identifier).max(50).optional(),
});
const streamsInput = z.object({
  ...page,
  logGroupName: names.group.optional(),
  logGroupIdentifier: names.identifier.optional(),
  logStreamNamePrefix: z.string().min(1).max(512).optional(),
  descending: z.boolean().default(false),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).default("LogStreamName"),
});
const protectionInput = z.object({ logGroupIdentifier: names.identifier, deletionProtectionEnabled: z.boolean() });
const tagsInput = z.object({ resourceArn: names.identifier });
const fieldsInput = z.object({ logGroupName: names.group.optional(), logGroupIdentifier: names.identifier.optional() });

/** The operations on log groups and streams but putting events. */
export function groupOperations(
  groups: LogGroups,
  policies: AccountPolicies,
  now: () => number,
): Readonly<Record<string, Operation>> {
  return {
    CreateLogGroup: async (input) => {
      const { logGroupName, logGroupClass } = parameters(createInput, input);
      groups.create(logGroupName, logGroupClass, now());
      return {};
    },
    DeleteLogGroup: async (input) => {
      groups.delete(parameters(groupInput, input).logGroupName);
      return {};
    },
    PutRetentionPolicy: async (input) => {
      const { logGroupName, retentionInDays } = parameters(retentionInput, input);
      if (!retentionDays.includes(retentionInDays)) throw invalid("retentionInDays is none of the allowed values");
      if (groups.find(logGroupName).class === "DELIVERY") throw invalid("Groups of the class DELIVERY keep for a day");
      groups.find(logGroupName).retentionInDays = retentionInDays;
      return {};
    },
    DeleteRetentionPolicy: async (input) => {
      groups.find(parameters(groupInput, input).logGroupName).retentionInDays = null;
      return {};
    },
    PutLogGroupDeletionProtection: async (input) => {
      const { logGroupIdentifier, deletionProtectionEnabled } = parameters(protectionInput, input);
      groups.find(logGroupIdentifier).deletionProtected = deletionProtectionEnabled;
      return {};
    },
    ListTagsForResource: async (input) => ({ tags: groups.find(parameters(tagsInput, input).resourceArn).tags }),
    CreateLogStream: async (input) => {
      const { logGroupName, logStreamName } = parameters(streamInput, input);
      groups.createStream(groups.find(logGroupName), logStreamName, now());
      return {};
    },
    DescribeLogGroups: async (input, { region }) => describeGroups(groups, policies, input, region),
    DescribeLogStreams: async (input, { region }) => describeStreams(groups, input, region),
    GetLogGroupFields: async (input) => groupFields(groups, input),
  };
}

function describeGroups(groups: LogGroups, policies: AccountPolicies, input: unknown, region: string) {
  const asked = parameters(listInput, input);
  if (asked.logGroupNamePrefix !== undefined && asked.logGroupNamePattern !== undefined) {
    throw invalid("logGroupNamePrefix and logGroupNamePattern exclude each other");
  }
  const { logGroupNamePattern: pattern, logGroupNamePrefix: prefix, logGroupIdentifiers: identifiers } = asked;
  const accounts = asked.includeLinkedAccounts ? asked.accountIdentifiers : [groups.accountId];
  const chosen = identifiers?.map((identifier) => groups.find(identifier));
  const listed = groups
    .all()
    .filter((group) => accounts?.includes(group.accountId) ?? true)
    .filter((group) => chosen?.includes(group) ?? true)
    .filter((group) => prefix === undefined || group.name.startsWith(prefix))
    .filter((group) => pattern === undefined || group.name.toLowerCase().includes(pattern.toLowerCase()))
    .filter((group) => asked.logGroupClass === undefined || group.class === asked.logGroupClass);
  const { items, nextToken } = sliceOf(listed, "groups", asked.nextToken, asked.limit, "InvalidParameterException");
  return {
    logGroups: items.map((group) => described(group, policies, region)),
    ...(nextToken === null ? {} : { nextToken }),
  };
}

/** Where an account-level policy governs a group, its value is shown and the group's own is not. */
function described(group: LogGroup, policies: AccountPolicies, region: string) {
  const policy = policies.of(group);
  const retentionInDays = policy === null ? group.retentionInDays : policy.retentionDays;
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    ...(retentionInDays === null ? {} : { retentionInDays }),
    ...(policy === null ? {} : { retentionPolicyName: policy.name }),
    ...(group.kmsKeyId === null ? {} : { kmsKeyId: group.kmsKeyId }),
    deletionProtectionEnabled: group.deletionProtected,
    metricFilterCount: 0,
    arn: `${arnOf(group, region)}:*`,
    logGroupArn: arnOf(group, region),
    storedBytes: group.events.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0),
    logGroupClass: group.class,
  };
}

function describeStreams(groups: LogGroups, input: unknown, region: string) {
  const asked = parameters(streamsInput, input);
  const group = groups.find(oneGroup(asked.logGroupName, asked.logGroupIdentifier));
  if (asked.orderBy === "LastEventTime" && asked.logStreamNamePrefix !== undefined) {
    throw invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const rank = (stream: LogStream) => (asked.orderBy === "LogStreamName" ? stream.name : lastEvent(group, stream));
  const sorted = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(asked.logStreamNamePrefix ?? ""))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1) * (asked.descending ? -1 : 1));
  const owner = `streams of ${group.name}`;
  const { items, nextToken } = sliceOf(sorted, owner, asked.nextToken, asked.limit, "InvalidParameterException");
  const logStreams = items.map((stream) => ({
    logStreamName: stream.name,
    creationTime: stream.creationTime,
    ...(stream.lastIngestionTime === null ? {} : { lastIngestionTime: stream.lastIngestionTime }),
    ...(stream.lastIngestionTime === null ? {} : { lastEventTimestamp: lastEvent(group, stream) }),
    arn: `${arnOf(group, region)}:log-stream:${stream.name}`,
    storedBytes: 0,
  }));
  return { logStreams, ...(nextToken === null ? {} : { nextToken }) };
}

function lastEvent(group: LogGroup, stream: LogStream): number {
  return Math.max(
    0,
    ...group.events.filter(({ logStream }) => logStream === stream.name).map(({ timestamp }) => timestamp),
  );
}

function oneGroup(name: string | undefined, identifier: string | undefined): string {
  const given = name ?? identifier;
  if (given === undefined || (name !== undefined && identifier !== undefined)) {
    throw invalid("Exactly one of logGroupName and logGroupIdentifier must be given");
  }
  return given;
}

/** The fields that are discovered in a group's events, and how many of them have each, as a whole percentage. */
function groupFields(groups: LogGroups, input: unknown) {
  const { logGroupName, logGroupIdentifier } = parameters(fieldsInput, input);
  const group = groups.find(oneGroup(logGroupName, logGroupIdentifier));
  const counts = new Map<string, number>();
  for (const event of group.events) {
    for (const name of fieldsOf(logEvent(group, event), defaultReadings).keys()) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const fields = [...counts].map(([name, count]) => ({
    name,
    percent: Math.round((count / group.events.length) * 100),
  }));
  return { logGroupFields: fields.toSorted((a, b) => b.percent - a.percent).slice(0, 100) };
}
