import { userAgents } from "../agents.ts";
import { hostIds, hostIdTail, requestId } from "../id.ts";
import { anonymous, occasional } from "../identity/others.ts";
import { iamUsers } from "../identity/people.ts";
import type { Principal } from "../identity/principal.ts";
import { consoleRoles, workloads } from "../identity/roles.ts";
import { type Draw, Random, weighted, zipf } from "../random.ts";
import type { Bucket } from "../world.ts";
import { objectsOf, type S3Object } from "./key.ts";

/** What happened to the bucket. Each appears in the logs in its own way. */
export type Action =
  | "get"
  | "head"
  | "put"
  | "list"
  | "delete"
  | "copy"
  | "delete-many"
  | "expire"
  | "versioning"
  | "denied"
  | "missing";

/** One thing that happened to a bucket: CloudTrail and the access log each tell of it, or miss it. */
export interface S3Request {
  readonly action: Action;
  readonly timeMs: number;
  readonly late: boolean;
  readonly bucket: Bucket;
  readonly object: S3Object;
  /** The source of a copy, or the other objects of a batch delete. */
  readonly others: readonly S3Object[];
  readonly principal: Principal;
  readonly requestId: string;
  readonly hostId: string;
  readonly presigned: boolean;
  readonly totalTimeMs: number;
  /** Which log missed it: delivery is best effort. */
  readonly missing: "trail" | "access-log" | "neither";
}

/** What kind of traffic a bucket sees. */
interface Traffic {
  readonly action: Draw<Action>;
  readonly object: Draw<S3Object>;
  readonly principal: Draw<Principal>;
}

const hosts = hostIds(new Random(0, 0x4057, 0), 256);
const actions: readonly Action[] = [
  "get",
  "head",
  "put",
  "list",
  "delete",
  "copy",
  "delete-many",
  "expire",
  "versioning",
  "denied",
  "missing",
];
const businessWeights = [500, 120, 150, 90, 40, 20, 5, 20, 20, 20, 15];
const publicWeights = [850, 40, 20, 10, 3, 2, 1, 4, 5, 5, 60];

/** Visitors of a public bucket, the first the most frequent. */
function visitors(): readonly Principal[] {
  return Array.from({ length: 120 }, (_, n) => {
    const address = n % 5 === 4 ? `2001:db8:${(n * 97).toString(16)}::1` : `203.0.113.${100 + n}`;
    const agent = n === 40 ? userAgents.quoted : userAgents.visitors[(n * 7) % userAgents.visitors.length];
    return anonymous(address, agent ?? userAgents.quoted);
  });
}

function makeTraffic(bucket: Bucket): Traffic {
  const { account } = bucket;
  const staff = [...workloads(account), ...iamUsers(account), ...consoleRoles(account), ...occasional(account)];
  const open = bucket.keyFormat === "SimplePrefix";
  return {
    action: weighted(actions, open ? publicWeights : businessWeights),
    object: zipf(objectsOf(bucket)),
    principal: zipf(open ? [...visitors(), ...staff] : staff),
  };
}

const traffic = new Map<Bucket, Traffic>();

function trafficOf(bucket: Bucket): Traffic {
  const known = traffic.get(bucket);
  if (known !== undefined) return known;
  const made = makeTraffic(bucket);
  traffic.set(bucket, made);
  return made;
}

/** What only people and machines with a name may do. */
const closed: ReadonlySet<Action> = new Set(["put", "delete", "copy", "delete-many", "versioning", "list"]);

/** A copy's source, or the rest of a batch: no object twice, or the access log would hold the same line twice. */
function othersOf(action: Action, first: S3Object, random: Random, draw: Draw<S3Object>): readonly S3Object[] {
  if (action === "copy") return [draw(random)];
  if (action !== "delete-many") return [];
  const drawn = new Set(Array.from({ length: 1 + random.below(4) }, () => draw(random)));
  drawn.delete(first);
  return [...drawn];
}

/**
 * The next request to the bucket in a stream of its own. Asked twice with the same stream, it tells the same: so the
 * trail's file and the access log's file of one window are made apart and still speak of the same requests.
 */
export function nextRequest(
  bucket: Bucket,
  random: Random,
  when: (random: Random) => readonly [number, boolean],
): S3Request {
  const { action: drawAction, object: drawObject, principal: drawPrincipal } = trafficOf(bucket);
  const [timeMs, late] = when(random);
  let action = drawAction(random);
  const principal = drawPrincipal(random);
  if (closed.has(action) && principal.arn === "-") action = "get";
  const object = drawObject(random);
  const gap = random.below(100);
  return {
    action,
    timeMs,
    late,
    bucket,
    object,
    others: othersOf(action, object, random, drawObject),
    principal,
    requestId: requestId(random),
    hostId: random.pick(hosts) + hostIdTail(random),
    presigned: action === "get" && random.chance(30),
    totalTimeMs: 4 + random.below(1 << (4 + random.below(6))),
    missing: gap < 2 ? "trail" : gap < 4 ? "access-log" : "neither",
  };
}
