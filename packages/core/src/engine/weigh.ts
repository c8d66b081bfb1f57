import type { Candidate } from "./candidate.ts";
import type { Gap } from "./gap.ts";
import type { Estimate } from "./types.ts";

/** An engine with its estimate, and what it lacks. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly estimate: Estimate | null;
  readonly gap: Gap;
}

/** Why an engine was chosen, or was not. */
export interface Reason {
  readonly engine: string;
  readonly reason: string;
}

/** The first of: least missing, known to hold the range, cheapest; equals in the order of the configuration. */
export function bestOf(weighed: readonly Weighed[]): Weighed | null {
  const able = weighed.filter(({ candidate: { refusal } }) => refusal === null);
  const [best = null] = able.toSorted(
    (a, b) => a.gap.missingMs - b.gap.missingMs || Number(a.gap.untold) - Number(b.gap.untold) || cost(a) - cost(b),
  );
  return best;
}

/** Finite also where nothing is known, so that two unknowns are equal. */
function cost({ estimate }: Weighed): number {
  return estimate?.usd ?? Number.MAX_VALUE;
}

export function reasonsFor(best: Weighed | null, weighed: readonly Weighed[]): readonly Reason[] {
  return weighed.map((one) => ({
    engine: one.candidate.engine.name,
    reason: one === best ? whyChosen(one) : whyNot(one, best),
  }));
}

function whyChosen({ gap, estimate }: Weighed): string {
  const holds =
    gap.missingMs > 0
      ? `holds most of the range (all but ${length(gap.missingMs)})`
      : gap.untold
        ? "can answer, and nothing says that it lacks a part of the range"
        : "holds the whole range";
  return `${holds}; ${price(estimate)}`;
}

function whyNot({ candidate: { refusal }, gap, estimate }: Weighed, best: Weighed | null): string {
  if (refusal !== null) return refusal.problems.map(({ message }) => message).join("; ");
  if (best === null) return "not asked for";
  if (gap.missingMs > best.gap.missingMs) return `lacks ${length(gap.missingMs)} of the range`;
  if (gap.untold && !best.gap.untold) return "does not tell which range it holds";
  return cost({ candidate: best.candidate, gap, estimate }) > cost(best)
    ? `costs more: ${price(estimate)}`
    : `as good, but later in the configuration; ${price(estimate)}`;
}

function price(estimate: Estimate | null): string {
  if (estimate === null || estimate.usd === null) return "what it costs is not known before the run";
  if (estimate.usd === 0) return "costs nothing";
  return `${estimate.basis === "exact" ? "" : estimate.basis === "bound" ? "at most " : "about "}$${estimate.usd}`;
}

function length(ms: number): string {
  if (ms >= 86_400_000) return counted(Math.round(ms / 8_640_000) / 10, "day");
  return ms >= 60_000 ? counted(Math.round(ms / 60_000), "minute") : counted(ms, "millisecond");
}

function counted(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? "" : "s"}`;
}
