import { type Call, eventRecord } from "./cloudtrail/event.ts";
import { ingress } from "./cloudtrail/management.ts";
import { consoleLogin } from "./cloudtrail/sign-in.ts";
import { type Person, signingIn } from "./identity/people.ts";
import type { Principal } from "./identity/principal.ts";
import type { Activity } from "./insights.ts";
import { at, Random } from "./random.ts";
import { dataEvent } from "./s3/event.ts";
import { s3Object } from "./s3/key.ts";
import { accessLines } from "./s3/line.ts";
import type { S3Request } from "./s3/request.ts";
import { intruderWithKey, madeAccessKeyId, root, story, storyClock } from "./story.ts";
import { isoSeconds, minuteMs } from "./time.ts";
import { accounts, buckets } from "./world.ts";

/** A record with a time of its own, beside the background. */
export interface Scheduled {
  readonly timeMs: number;
  readonly text: string;
}

/** The story has its own randomness, so that its ids stay the same under every seed. */
const storyStream = 0x5709;

function recorded(call: Call, principal: Principal, timeMs: number, chapter: number): Scheduled {
  const scene = { timeMs, account: story.accountId, region: story.region, principal, late: false };
  return { timeMs, text: eventRecord(call, scene, new Random(0, storyStream, chapter)) };
}

/** The guessed passwords, and the one that was right. */
function signIns(clock: ReturnType<typeof storyClock>): readonly Scheduled[] {
  const attempt = (userName: Person, timeMs: number, success: boolean, chapter: number): Scheduled => {
    const principal = signingIn(accounts.production, userName, story.address, success);
    return recorded(consoleLogin({ region: story.region, success, mfa: false }), principal, timeMs, chapter);
  };
  const failures = clock.failures.map((timeMs, n) =>
    attempt(at(story.failedUsers, n % story.failedUsers.length), timeMs, false, n),
  );
  return [...failures, attempt(story.userName, clock.login, true, 20)];
}

/** Root looks around and makes an access key for the intruder. */
function rootCalls(clock: ReturnType<typeof storyClock>): readonly Scheduled[] {
  const host = "iam.amazonaws.com";
  const user = `{"userName":"${story.userName}"}`;
  const created = isoSeconds(at(clock.root, 2));
  const key = `{"accessKey":{"userName":"${story.userName}","accessKeyId":"${madeAccessKeyId}","status":"Active","createDate":"${created}"}}`;
  const calls: readonly Call[] = [
    { service: "iam", name: story.rootEvents[0], readOnly: true, parametersJson: "null", host },
    { service: "iam", name: story.rootEvents[1], readOnly: true, parametersJson: user, host },
    { service: "iam", name: story.rootEvents[2], readOnly: false, parametersJson: user, responseJson: key, host },
  ];
  return calls.map((call, n) => recorded(call, root, at(clock.root, n), 30 + n));
}

function openPort(timeMs: number): Scheduled {
  const call: Call = {
    service: "ec2",
    name: "AuthorizeSecurityGroupIngress",
    readOnly: false,
    parametersJson: ingress(story.securityGroupId, story.openedPort, story.openedCidr),
    responseJson: '{"requestId":"0c1d2e3f-4a5b-4c6d-8e7f-901a2b3c4d5e","_return":true}',
    host: "ec2.us-east-1.amazonaws.com",
  };
  return recorded(call, intruderWithKey, timeMs, 40);
}

function stopLogging(timeMs: number): Scheduled {
  const call: Call = {
    service: "cloudtrail",
    name: "StopLogging",
    readOnly: false,
    parametersJson: "null",
    errorCode: story.stopLoggingError,
    errorMessage: `User: ${story.userArn} is not authorized to perform: cloudtrail:StopLogging on resource: ${story.trailArn} because no identity-based policy allows the cloudtrail:StopLogging action`,
    host: "cloudtrail.us-east-1.amazonaws.com",
  };
  return recorded(call, intruderWithKey, timeMs, 50);
}

/** The object is read, then deleted: both logs tell of both. */
function storyRequests(endMs: number): readonly S3Request[] {
  const clock = storyClock(endMs);
  const shared = {
    late: false,
    bucket: buckets.finance,
    object: s3Object(story.deletedKey, 48_213),
    others: [],
    principal: intruderWithKey,
    presigned: false,
    totalTimeMs: 42,
    missing: "neither",
  } as const;
  const hostId = "Zk3sT0rYbUcKeTh0sT1dExAmPlE+0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJK=";
  return [
    { ...shared, action: "get", timeMs: clock.objectRead, requestId: story.readRequestId, hostId },
    { ...shared, action: "delete", timeMs: clock.objectDeleted, requestId: story.deleteRequestId, hostId },
  ];
}

/** The story as the trail of its account and region tells it. */
export function storyEvents(endMs: number): readonly Scheduled[] {
  const clock = storyClock(endMs);
  const objectEvents = storyRequests(endMs).flatMap((request, n) => {
    const call = dataEvent(request);
    return call === null ? [] : [recorded(call, request.principal, request.timeMs, 60 + n)];
  });
  return [
    ...signIns(clock),
    ...rootCalls(clock),
    openPort(clock.securityGroupOpened),
    ...objectEvents,
    stopLogging(clock.stopLogging),
  ];
}

/** The story as the bucket's access log tells it. */
export function storyLines(endMs: number): readonly Scheduled[] {
  return storyRequests(endMs).flatMap((request) =>
    accessLines(request, new Random(0, storyStream, 70)).map((text) => ({ timeMs: request.timeMs, text })),
  );
}

/** The burst of failed sign-ins as CloudTrail Insights tells it. */
export function storyActivity(endMs: number): Activity {
  const { insightStart, insightEnd } = storyClock(endMs);
  return {
    startMs: insightStart,
    minutes: (insightEnd - insightStart) / minuteMs,
    account: story.accountId,
    region: story.region,
    sharedEventId: story.insightSharedEventId,
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    errorCode: "Failed authentication",
    userIdentityArn: story.userArn,
    userAgent: signingIn(accounts.production, story.userName, story.address, false).userAgent,
    baselineAverage: 0.0023809524,
    insightAverage: 1.75,
  };
}
