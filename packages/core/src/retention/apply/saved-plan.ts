import { z } from "zod";
import { TrailkeepError } from "../../error.ts";
import type { StateStore } from "../../store/state.ts";

/** A plan as it waits for its approval: enough to make it again, and to say what has changed since. */
const savedPlanSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The policy file: its name for errors, and its text. */
  name: z.string(),
  text: z.string(),
  plannedAtMs: z.number().int(),
  plannedBy: z.string(),
  actions: z.array(z.object({ key: z.string(), store: z.string(), reason: z.string(), destroys: z.boolean() })),
});

export type SavedPlan = z.infer<typeof savedPlanSchema>;

const keyOf = (hash: string) => `retention/plan/${hash}`;

/** Keeps a plan; of two equal ones the first. */
export async function savePlan(state: StateStore, plan: SavedPlan): Promise<void> {
  await state.putIfAbsent(keyOf(plan.hash), JSON.stringify(plan));
}

/**
 * A plan by its hash, or by the first characters of it (8 at least).
 * @throws TrailkeepError not-found, invalid-request if it is no hash or several begin so
 */
export async function loadPlan(state: StateStore, hash: string): Promise<SavedPlan> {
  if (!/^[0-9a-f]{8,64}$/.test(hash)) {
    const hint = "it is 64 hexadecimal digits, or the first 8 of them at least";
    throw new TrailkeepError("invalid-request", { message: `${JSON.stringify(hash)} is no plan's hash`, hint });
  }
  const [found, another] = await state.list(keyOf(hash), { limit: 2 });
  if (found === undefined) {
    const hint = "`trailkeep retention plan` makes one and prints its hash";
    throw new TrailkeepError("not-found", { message: `there is no plan ${hash}`, hint });
  }
  if (another !== undefined) {
    throw new TrailkeepError("invalid-request", {
      message: `several plans begin with ${hash}`,
      hint: "give more of it",
    });
  }
  return savedPlanSchema.parse(JSON.parse(found.value));
}
