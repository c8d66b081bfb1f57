import type { DeliveryReport } from "@trailkeep/core/delivery";

/** What became of a delivered result, for people. */
export function deliveryLines({ location, verified, files, problems }: DeliveryReport): readonly string[] {
  const place = location ?? "nowhere";
  if (!verified) return [`delivered to ${place}, not verified:`, ...problems.map((problem) => `  ${problem}`)];
  return [`delivered to ${place}: ${files.length} ${files.length === 1 ? "file" : "files"}, intact and signed`];
}
