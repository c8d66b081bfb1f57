import { type Scheduled, storyActivity, storyEvents, storyLines } from "./chapters.ts";
import { mistypedPasswords, unusualActivities } from "./incidentals.ts";
import { type Activity, insightRecord } from "./insights.ts";
import type { Settings } from "./options.ts";
import { Random } from "./random.ts";
import { story } from "./story.ts";
import { minuteMs } from "./time.ts";
import { accounts, buckets, type Lane, lanes } from "./world.ts";

/** What is fixed before the background is shared out. */
export interface Agenda {
  readonly byLane: ReadonlyMap<Lane, readonly Scheduled[]>;
  readonly insights: readonly (Scheduled & { readonly activity: Activity })[];
}

function scheduledOf(settings: Settings, lane: Lane): readonly Scheduled[] {
  if (lane.kind === "network") return [];
  if (lane.kind === "access-log") return lane.bucket === buckets.finance ? storyLines(settings.endMs) : [];
  const told = lane.account === accounts.production && lane.region === story.region;
  return [...(told ? storyEvents(settings.endMs) : []), ...mistypedPasswords(settings, lane)];
}

/** Everything that has a time of its own. */
export function agendaOf(settings: Settings): Agenda {
  const activities = [...unusualActivities(settings), storyActivity(settings.endMs)];
  return {
    byLane: new Map(lanes.map((lane) => [lane, scheduledOf(settings, lane)])),
    insights: activities.flatMap((activity, n) => {
      const random = new Random(0, 0x1452, n);
      const endMs = activity.startMs + activity.minutes * minuteMs;
      return [
        { activity, timeMs: activity.startMs, text: insightRecord(activity, "Start", random) },
        { activity, timeMs: endMs, text: insightRecord(activity, "End", random) },
      ];
    }),
  };
}

/** How many records these are. */
export function agendaSize({ byLane, insights }: Agenda): number {
  return [...byLane.values()].reduce((sum, scheduled) => sum + scheduled.length, insights.length);
}
