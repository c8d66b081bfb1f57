import type { Scheduled } from "./chapters.ts";
import { eventRecord } from "./cloudtrail/event.ts";
import { consoleLogin } from "./cloudtrail/sign-in.ts";
import { guid } from "./id.ts";
import { people, signingIn } from "./identity/people.ts";
import type { Activity } from "./insights.ts";
import type { Settings } from "./options.ts";
import { at, Random } from "./random.ts";
import { minuteMs, secondMs } from "./time.ts";
import { accountIds, type TrailLane } from "./world.ts";

/** The n-th of `count` moments, evenly spread over the range, in whole seconds. */
function moment({ startMs, endMs }: Settings, n: number, count: number): number {
  return startMs + Math.floor(((endMs - startMs) * (2 * n + 1)) / (2 * count * secondMs)) * secondMs;
}

/**
 * Passwords mistyped, at most 24 in all, each at an address of its own: however large the sample, no address but the
 * story's fails more than once.
 */
export function mistypedPasswords(settings: Settings, lane: TrailLane): readonly Scheduled[] {
  if (lane.region !== "us-east-1") return [];
  const count = Math.min(24, Math.floor(settings.records / 1000));
  const all = Array.from({ length: count }, (_, n) => n);
  return all
    .filter((n) => at(accountIds, n % accountIds.length) === lane.account)
    .map((n) => {
      const timeMs = moment(settings, n, count);
      const userName = at(people, n % people.length);
      const principal = signingIn(lane.account, userName, `198.51.100.${200 + n}`, false);
      const call = consoleLogin({ region: lane.region, success: false, mfa: false });
      const scene = { timeMs, account: lane.account, region: lane.region, principal, late: false };
      return { timeMs, text: eventRecord(call, scene, new Random(settings.seed, 0x0715, n)) };
    });
}

const unusual = [
  ["ec2.amazonaws.com", "RunInstances"],
  ["ssm.amazonaws.com", "PutParameter"],
  ["lambda.amazonaws.com", "UpdateFunctionCode20150331v2"],
] as const;

/** Harmless unusual activities, at most 100: a deployment that made many calls. */
export function unusualActivities(settings: Settings): readonly Activity[] {
  const count = Math.min(100, Math.floor(settings.records / 10_000));
  return Array.from({ length: count }, (_, n) => {
    const random = new Random(settings.seed, 0x1451, n);
    const account = random.pick(accountIds);
    const [eventSource, eventName] = random.pick(unusual);
    return {
      startMs: Math.floor(moment(settings, n, count) / minuteMs) * minuteMs,
      minutes: 3 + random.below(12),
      account,
      region: "us-east-1",
      sharedEventId: guid(random),
      eventSource,
      eventName,
      userIdentityArn: `arn:aws:sts::${account}:assumed-role/DeployRole/pipeline-release`,
      userAgent: "APN/1.0 HashiCorp/1.0 Terraform/1.13.3",
      baselineAverage: (1 + random.below(40)) / 16,
      insightAverage: 20 + random.below(400),
    };
  });
}
