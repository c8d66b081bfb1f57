import { backgroundEvent, networkEvent, type When } from "./background.ts";
import { eventRecord } from "./cloudtrail/event.ts";
import type { Settings } from "./options.ts";
import type { Window } from "./plan.ts";
import { Random } from "./random.ts";
import { dataEvent } from "./s3/event.ts";
import { accessLines } from "./s3/line.ts";
import { nextRequest, type S3Request } from "./s3/request.ts";
import { hourMs, secondMs } from "./time.ts";
import {
  type AccessLogLane,
  type Bucket,
  buckets,
  type Lane,
  lanes,
  type NetworkLane,
  type TrailLane,
} from "./world.ts";

/** One lane's part of one window. */
export interface Slot {
  readonly settings: Settings;
  readonly window: Window;
  readonly when: When;
}

const latePerMille = 30;

/** Times spread over the window; 3 in 100 lie up to two days before it, because their record came late. */
export function slotOf(settings: Settings, window: Window): Slot {
  const seconds = Math.ceil((window.endMs - window.startMs) / secondMs);
  const when: When = (random) => {
    const timeMs = window.startMs + random.below(seconds) * secondMs;
    if (!random.chance(latePerMille)) return [timeMs, false];
    return [Math.max(settings.startMs, timeMs - random.below(47 * 3600) * secondMs - hourMs), true];
  };
  return { settings, window, when };
}

/** The random stream of a lane's window: 0 is for its records, 1 for its file. */
export function laneRandom({ settings, window }: Slot, lane: Lane, purpose: 0 | 1): Random {
  return new Random(settings.seed, 0x1000 + 2 * lanes.indexOf(lane) + purpose, window.index);
}

const bucketStreams: readonly Bucket[] = Object.values(buckets);

/** The requests that a bucket gets in a window, without end: the same whoever asks. */
function requestStream({ settings, window, when }: Slot, bucket: Bucket): () => S3Request {
  const random = new Random(settings.seed, 0x2000 + bucketStreams.indexOf(bucket), window.index);
  return () => nextRequest(bucket, random, when);
}

/** The next data event that the trail recorded, as JSON. */
function nextDataEvent(next: () => S3Request, { account, region }: TrailLane, random: Random): string {
  for (;;) {
    const request = next();
    const call = request.missing === "trail" ? null : dataEvent(request);
    if (call === null) continue;
    const { timeMs, late, principal } = request;
    return eventRecord(call, { timeMs, account, region, principal, late }, random);
  }
}

/** `count` background events of a trail, S3's data events mixed in evenly. */
export function* trailEvents(slot: Slot, lane: TrailLane, count: number): Generator<string> {
  const random = laneRandom(slot, lane, 0);
  const { data } = lane;
  const next = data === undefined ? null : requestStream(slot, data.bucket);
  const percent = data?.percent ?? 0;
  for (let n = 0; n < count; n++) {
    const isData = Math.floor(((n + 1) * percent) / 100) > Math.floor((n * percent) / 100);
    if (isData && next !== null) yield nextDataEvent(next, lane, random);
    else yield backgroundEvent(lane, random, slot.when);
  }
}

/** `count` background events of a VPC endpoint's owner. */
export function* networkEvents(slot: Slot, lane: NetworkLane, count: number): Generator<string> {
  const random = laneRandom(slot, lane, 0);
  for (let n = 0; n < count; n++) yield networkEvent(lane, random, slot.when);
}

/** `count` background lines of a bucket's access log; a request with several lines may be cut short at the end. */
export function* logLines(slot: Slot, lane: AccessLogLane, count: number): Generator<string> {
  const random = laneRandom(slot, lane, 0);
  const next = requestStream(slot, lane.bucket);
  let left = count;
  while (left > 0) {
    const request = next();
    const lines = request.missing === "access-log" ? [] : accessLines(request, random).slice(0, left);
    yield* lines;
    left -= lines.length;
  }
}
