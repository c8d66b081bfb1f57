import { TrailkeepError } from "../error.ts";

/** The refusal of law 7: what the engine cannot say, why, and what to do about it. */
export function refusal(engine: string, feature: string, reason: string, hint?: string): TrailkeepError {
  const message = `${engine} cannot answer ${feature}: ${reason}`;
  return new TrailkeepError("capability", hint === undefined ? { message } : { message, hint });
}
