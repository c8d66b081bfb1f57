import { userAgents } from "./agents.ts";
import { iamUserId, people } from "./identity/people.ts";
import { cut, type Principal } from "./identity/principal.ts";
import { at } from "./random.ts";
import { hourMs, isoSeconds, minuteMs, secondMs } from "./time.ts";
import { accounts, buckets } from "./world.ts";

const attackerAddress = "203.0.113.77";
const intruder = people[3];

/**
 * What happens in every sample, whatever its seed: someone guesses passwords, gets in without MFA, root makes an access
 * key from the same address, a security group is opened, an object is read and deleted, and the trail is almost stopped.
 * Nothing in the background comes from this address, is done by root, or opens a port to the world.
 */
export const story = {
  accountId: accounts.production,
  region: "us-east-1",
  address: attackerAddress,
  /** Failed console logins, against these users, within seven minutes. */
  failedLogins: 14,
  failedUsers: [people[4], people[1], people[3], people[2], people[5]],
  /** Who got in, without MFA, and did the rest. */
  userName: intruder,
  userArn: `arn:aws:iam::${accounts.production}:user/${intruder}`,
  rootArn: `arn:aws:iam::${accounts.production}:root`,
  rootEvents: ["GetAccountSummary", "ListAccessKeys", "CreateAccessKey"],
  securityGroupId: "sg-0d4e7c2b9a1f58630",
  openedCidr: "0.0.0.0/0",
  openedPort: 22,
  bucket: buckets.finance.name,
  deletedKey: "finance/2026/payroll Q3.xlsx",
  /** The same in CloudTrail's `requestID` and the access log. */
  readRequestId: "7Q3GETP4YR0LLEX1",
  deleteRequestId: "7Q3DELP4YR0LLEX2",
  trailArn: `arn:aws:cloudtrail:us-east-1:${accounts.production}:trail/management-events`,
  stopLoggingError: "AccessDenied",
  insightSharedEventId: "5a0c3e71-9d2b-4f86-a1e7-3c5b7d9f0e24",
} as const;

/** When the story's chapters happen, each as RFC 3339, UTC. */
export interface StoryTimes {
  readonly firstFailure: string;
  readonly lastFailure: string;
  readonly login: string;
  readonly rootCreateAccessKey: string;
  readonly securityGroupOpened: string;
  readonly objectDeleted: string;
  readonly stopLogging: string;
  readonly insightStart: string;
  readonly insightEnd: string;
}

/** Epoch milliseconds of each chapter: the story begins 26 hours before the end of the sample. */
export function storyClock(endMs: number) {
  const start = endMs - 26 * hourMs + 2 * minuteMs + 11 * secondMs;
  const after = (minutes: number, seconds = 0): number => start + minutes * minuteMs + seconds * secondMs;
  return {
    /** The failures, 29 seconds apart. */
    failures: Array.from({ length: story.failedLogins }, (_, n) => after(0, 29 * n)),
    login: after(7, 41),
    root: [after(19, 5), after(20, 38), after(21, 12)],
    securityGroupOpened: after(34, 50),
    objectRead: after(52, 3),
    objectDeleted: after(53, 27),
    stopLogging: after(61, 15),
    insightStart: Math.floor(after(0) / minuteMs) * minuteMs,
    insightEnd: Math.floor(after(8) / minuteMs) * minuteMs,
  } as const;
}

/** The story's times for a sample that ends then. */
export function storyTimes(end: Date): StoryTimes {
  const clock = storyClock(Math.floor(end.getTime() / 1000) * 1000);
  return {
    firstFailure: isoSeconds(at(clock.failures, 0)),
    lastFailure: isoSeconds(at(clock.failures, story.failedLogins - 1)),
    login: isoSeconds(clock.login),
    rootCreateAccessKey: isoSeconds(at(clock.root, 2)),
    securityGroupOpened: isoSeconds(clock.securityGroupOpened),
    objectDeleted: isoSeconds(clock.objectDeleted),
    stopLogging: isoSeconds(clock.stopLogging),
    insightStart: isoSeconds(clock.insightStart),
    insightEnd: isoSeconds(clock.insightEnd),
  };
}

const atAttacker = { address: attackerAddress, accountId: accounts.production } as const;

/** Root, from the attacker's browser. */
export const root: Principal = {
  ...atAttacker,
  arn: story.rootArn,
  userName: "",
  userAgent: userAgents.browsers[2],
  fromConsole: true,
  identity: [
    `{"type":"Root","principalId":"${accounts.production}","arn":"${story.rootArn}","accountId":"${accounts.production}",` +
      `"accessKeyId":"ASIAROOTSESSNEXAMPLE","sessionContext":{"attributes":{"creationDate":"`,
    `","mfaAuthenticated":"false"}}}`,
  ],
};

/** The access key that root makes for the intruder. */
export const madeAccessKeyId = "AKIAROOTMADE1EXAMPLE";

/** The intruder's user with that key. */
export const intruderWithKey: Principal = {
  ...atAttacker,
  arn: story.userArn,
  userName: intruder,
  userAgent: userAgents.tools[0],
  fromConsole: false,
  identity: cut({
    type: "IAMUser",
    principalId: iamUserId(accounts.production, intruder),
    arn: story.userArn,
    accountId: accounts.production,
    accessKeyId: madeAccessKeyId,
    userName: intruder,
  }),
};
