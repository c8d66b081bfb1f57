import { type StoreKind, sourceOf } from "../catalog/index.ts";
import { TrailkeepError } from "../error.ts";
import { type Plan, sourcesOf } from "../query/plan.ts";

/**
 * Expects that a kind of store can hold every source of a plan.
 * @throws {TrailkeepError} `capability`, with the kinds that can
 */
export function expectHeld(plan: Plan, kind: StoreKind): void {
  for (const source of sourcesOf(plan)) {
    const { stores } = sourceOf(source);
    if (stores.includes(kind)) continue;
    throw new TrailkeepError("capability", {
      message: `a store of the kind ${kind} does not hold \`${source}\``,
      hint: `ask one of the kind ${stores.join(" or ")}`,
    });
  }
}
