import type { ReconcileReport } from "@trailkeep/ingest/service";
import { bytes, count, counted, instant } from "./amount.ts";
import { aligned, listing } from "./listing.ts";

/** What S3 holds against what was taken, for people. */
export function reconcileLines(report: ReconcileReport): readonly string[] {
  const { listed, standing, sent, named, feeds, quiet } = report;
  const { done, quarantined, ignored, gone, failed, underWay, stuck, missing, young, older } = standing;
  return [
    ...aligned([
      ["S3 holds", `${counted(listed.objects, "object")}, ${bytes(listed.bytes)}, of ${counted(feeds.length, "feed")}`],
      [
        "taken",
        `${count(done)} read, ${count(quarantined)} quarantined, ${count(ignored)} ignored, ${count(gone)} gone when they were to be read`,
      ],
      ["under way", `${count(underWay)}, and ${count(young)} too young to be missed`],
      ["not taken", `${count(missing)} missing, ${count(stuck)} left behind, ${count(failed)} failed`],
      ...(older === 0 ? [] : [["not looked up", `${count(older)} older ones`]]),
      ...(sent === 0 ? [] : [["told again", counted(sent, "object")]]),
    ]),
    ...listing(
      "objects that were not taken:",
      named.map(({ uri, reason }) => `${uri}: ${reason}`),
    ),
    ...listing(
      "nothing new came of:",
      quiet.map(({ name, lastStoredMs }) => `${name} since ${instant(lastStoredMs)}`),
    ),
  ];
}
