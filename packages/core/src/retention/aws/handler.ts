import { z } from "zod";
import { parseSettings } from "../../environment.ts";
import { checkDrift, enforceNow, openSns } from "../schedule/index.ts";
import { within } from "./deadline.ts";
import { openAwsRetention } from "./open.ts";

/** What the schedule asks for. */
const eventSchema = z.object({ job: z.enum(["drift", "enforce"]) });

/** What the function is told by its environment. */
const environmentSchema = z.object({
  AWS_REGION: z.string().min(1),
  /** The stores file with the places under `retention`: its text, its path or `s3://bucket/key`. */
  TRAILKEEP_STORES: z.string().min(1),
  TRAILKEEP_STATE: z.string().min(1),
  TRAILKEEP_EVIDENCE_KEY: z.string().min(1),
  TRAILKEEP_ANCHOR: z.string().min(1),
  /** The topic that people are told by. */
  TRAILKEEP_TOPIC: z.string().min(1),
});

/** Before the function is stopped it ends by itself: what was begun is on record, and the next run goes on. Milliseconds. */
const endingMs = 10_000;

/** What came of a run; counts are of actions. */
export type RetentionRun =
  | { readonly job: "drift" | "enforce"; readonly state: "no policies" }
  | { readonly job: "drift"; readonly state: "clean" | "drift"; readonly planHash: string; readonly isNews: boolean }
  | {
      readonly job: "enforce";
      readonly state: "applied" | "incomplete" | "unchanged";
      readonly planHash: string;
      readonly done: number;
      readonly waiting: number;
    };

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/**
 * The scheduled job of retention: `{"job": "drift"}` each hour, `{"job": "enforce"}` each day.
 * @throws TrailkeepError invalid-config, and whatever kept the job from being done, after the topic was told
 */
export async function handler(event: unknown, context: LambdaContext): Promise<RetentionRun> {
  const { job } = parseSettings(eventSchema, event);
  const settings = parseSettings(environmentSchema, process.env);
  const { retention, close } = await openAwsRetention({
    places: { declared: settings.TRAILKEEP_STORES, region: settings.AWS_REGION },
    home: {
      table: settings.TRAILKEEP_STATE,
      keyArn: settings.TRAILKEEP_EVIDENCE_KEY,
      anchor: settings.TRAILKEEP_ANCHOR,
    },
  });
  try {
    // Nothing is due before somebody has brought policies into force.
    if ((await retention.policies()) === null) return { job, state: "no policies" };
    const notify = await openSns(settings.TRAILKEEP_TOPIC);
    return await within(context.getRemainingTimeInMillis() - endingMs, async (signal): Promise<RetentionRun> => {
      if (job === "drift") {
        const { plan, isNews } = await checkDrift(retention, notify, signal);
        const isClean = plan.actions.length + plan.findings.length === 0;
        return { job, state: isClean ? "clean" : "drift", planHash: plan.hash, isNews };
      }
      const { status, planHash, results, waiting } = await enforceNow(retention, notify, signal);
      const done = results.filter(({ outcome }) => outcome === "done").length;
      return { job, state: status, planHash, done, waiting: waiting.length };
    });
  } finally {
    close();
  }
}
