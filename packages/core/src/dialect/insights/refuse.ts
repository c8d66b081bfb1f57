import { TrailkeepError } from "../../error.ts";

/** Refuses what CloudWatch Logs Insights cannot say, or cannot say for certain: the feature, and why. */
export function refuse(feature: string, reason: string): never {
  throw new TrailkeepError("capability", { message: `CloudWatch Logs Insights cannot answer ${feature}: ${reason}` });
}
