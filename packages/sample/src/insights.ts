import { guid } from "./id.ts";
import type { Random } from "./random.ts";
import { isoSeconds, minuteMs } from "./time.ts";
import type { AccountId } from "./world.ts";

/** An unusual activity: when it began and how long it lasted, what was called, and by whom. */
export interface Activity {
  readonly startMs: number;
  readonly minutes: number;
  readonly account: AccountId;
  readonly region: string;
  readonly sharedEventId: string;
  readonly eventSource: string;
  readonly eventName: string;
  /** Set for an unusual error rate; unset for an unusual call rate. */
  readonly errorCode?: string;
  readonly userIdentityArn: string;
  readonly userAgent: string;
  /** Calls (or errors) a minute. */
  readonly baselineAverage: number;
  readonly insightAverage: number;
}

function attribution(attribute: string, value: string, { insightAverage, baselineAverage }: Activity): object {
  return {
    attribute,
    insight: [{ value, average: insightAverage }],
    baseline: [{ value, average: baselineAverage }],
  };
}

function attributions(activity: Activity): readonly object[] {
  const { errorCode } = activity;
  return [
    attribution("userIdentityArn", activity.userIdentityArn, activity),
    attribution("userAgent", activity.userAgent, activity),
    attribution("errorCode", errorCode ?? "null", activity),
  ];
}

/**
 * The Insights event of an activity's start or end, as JSON.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export function insightRecord(activity: Activity, state: "Start" | "End", random: Random): string {
  const ended = state === "End";
  return JSON.stringify({
    eventVersion: "1.08",
    eventTime: isoSeconds(activity.startMs + (ended ? activity.minutes * minuteMs : 0)),
    awsRegion: activity.region,
    eventID: guid(random),
    eventType: "AwsCloudTrailInsight",
    recipientAccountId: activity.account,
    sharedEventID: activity.sharedEventId,
    insightDetails: {
      state,
      eventSource: activity.eventSource,
      eventName: activity.eventName,
      insightType: activity.errorCode === undefined ? "ApiCallRateInsight" : "ApiErrorRateInsight",
      ...(activity.errorCode === undefined ? {} : { errorCode: activity.errorCode }),
      insightContext: {
        statistics: {
          baseline: { average: activity.baselineAverage },
          insight: { average: activity.insightAverage },
          insightDuration: ended ? activity.minutes : 1,
          baselineDuration: 10080,
        },
        attributions: attributions(activity),
      },
    },
    eventCategory: "Insight",
  });
}
