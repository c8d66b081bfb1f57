import { type Agenda, agendaOf, agendaSize } from "./agenda.ts";
import { Body, linesFraming, recordsFraming } from "./body.ts";
import type { Scheduled } from "./chapters.ts";
import { laneRandom, logLines, networkEvents, type Slot, slotOf, trailEvents } from "./contents.ts";
import { damageOf } from "./damage.ts";
import type { Delivery } from "./delivery.ts";
import { digestAccount, startingDigest } from "./digest.ts";
import { hex16, uniqueString } from "./id.ts";
import { accessLogKey, trailKey } from "./layout.ts";
import type { Settings } from "./options.ts";
import { allotment, type Window, windowsOf } from "./plan.ts";
import { Random } from "./random.ts";
import { Repeats } from "./repeats.ts";
import { minuteMs } from "./time.ts";
import { accounts, type Lane, lanes } from "./world.ts";

function within<T extends Scheduled>(scheduled: readonly T[], { startMs, endMs }: Window): readonly T[] {
  return scheduled.filter(({ timeMs }) => timeMs >= startMs && timeMs < endMs);
}

function background(slot: Slot, lane: Lane, count: number): Iterable<string> {
  switch (lane.kind) {
    case "trail":
      return trailEvents(slot, lane, count);
    case "network":
      return networkEvents(slot, lane, count);
    case "access-log":
      return logLines(slot, lane, count);
  }
}

/** Where the lane's file of the window goes, a few minutes after the window's end. */
function pathOf(slot: Slot, lane: Lane): string {
  const random = laneRandom(slot, lane, 1);
  const deliveredMs = slot.window.endMs + (3 + random.below(5)) * minuteMs;
  if (lane.kind === "access-log") return accessLogKey(lane.bucket, deliveredMs, hex16(random));
  const { account, region } = lane;
  const kind = lane.kind === "trail" ? "CloudTrail" : "CloudTrail-NetworkActivity";
  const organization = lane.kind === "trail" && lane.organization === true;
  return trailKey({ kind, account, region, organization, deliveredMs, unique: uniqueString(random) });
}

function insightDelivery(
  settings: Settings,
  { activity, timeMs, text }: Agenda["insights"][number],
  index: number,
): Delivery {
  const random = new Random(settings.seed, 0x1453, index);
  const path = trailKey({
    kind: "CloudTrail-Insight",
    account: activity.account,
    region: activity.region,
    organization: activity.account === accounts.development,
    deliveredMs: timeMs + (6 + random.below(20)) * minuteMs,
    unique: uniqueString(random),
  });
  const bytes = Buffer.from(`{"Records":[${text}]}`);
  return { path, source: "cloudtrail_insights", records: 1, repeats: 0, damaged: 0, bytes };
}

/** Makes the files of the lanes, one after another. */
class Deliverer {
  private readonly body = new Body();
  private readonly repeats = new Repeats();

  /** The lane's file of the window: background, what is scheduled, and what an earlier file held already. */
  deliver(slot: Slot, lane: Lane, count: number, scheduled: readonly Scheduled[]): Delivery {
    const { settings, window } = slot;
    const again = this.repeats.take(lane, count);
    this.body.begin(lane.kind === "access-log" ? linesFraming : recordsFraming);
    for (const record of background(slot, lane, count - again.length)) {
      this.body.add(record);
      this.repeats.remember(lane, record);
    }
    for (const { text } of scheduled) this.body.add(text);
    for (const record of again) this.body.add(record);
    const damage = settings.damaged && window.endMs >= settings.endMs ? damageOf(lane) : null;
    for (const piece of damage?.pieces ?? []) this.body.add(piece);
    return {
      path: pathOf(slot, lane),
      source: lane.kind === "access-log" ? "s3_access" : "cloudtrail",
      records: count + scheduled.length,
      repeats: again.length,
      damaged: damage?.pieces.length ?? 0,
      bytes: this.body.end(damage?.torn ?? false),
    };
  }
}

/** All files of a sample, in order of time. Holds one file, and a few records of each lane to repeat. */
export function* deliveries(settings: Settings): Generator<Delivery> {
  const agenda = agendaOf(settings);
  const allot = allotment(settings, settings.records - agendaSize(agenda));
  const deliverer = new Deliverer();
  const digested: Delivery[] = [];
  for (const window of windowsOf(settings)) {
    const slot = slotOf(settings, window);
    const last = window.endMs >= settings.endMs;
    for (const lane of lanes) {
      const count = allot(window, lane.share);
      const scheduled = within(agenda.byLane.get(lane) ?? [], window);
      const quiet = count + scheduled.length === 0;
      if (quiet && !(last && settings.damaged)) continue;
      const delivery = deliverer.deliver(slot, lane, count, scheduled);
      if (last && lane.kind === "trail" && lane.account === digestAccount) digested.push(delivery);
      yield delivery;
    }
    for (const insight of within(agenda.insights, window)) {
      yield insightDelivery(settings, insight, agenda.insights.indexOf(insight));
    }
  }
  yield startingDigest(settings.endMs, digested);
}
