import type { ApplyReport } from "@trailkeep/core/retention";
import { counted } from "../amount.ts";
import { listing } from "../listing.ts";

/** What an application did, for people. */
export function reportLines({ status, results, waiting, planHash }: ApplyReport): readonly string[] {
  const withOutcome = (outcome: string) => results.filter((result) => result.outcome === outcome);
  const line = ({ action, why }: ApplyReport["results"][number]) =>
    `${action.kind} ${action.name}: ${why ?? action.reason}`;
  return [
    status === "unchanged"
      ? `plan ${planHash.slice(0, 12)}: nothing to change`
      : `plan ${planHash.slice(0, 12)}: ${status}`,
    ...listing(
      `${counted(withOutcome("done").length, "change")} made and read back:`,
      withOutcome("done").map(line),
      50,
    ),
    ...listing("Withheld:", withOutcome("withheld").map(line), 50),
    ...listing("Failed:", withOutcome("failed").map(line), 50),
    ...listing(
      "Waiting for an approval:",
      waiting.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`),
      50,
    ),
  ];
}
