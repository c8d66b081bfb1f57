import type { QueryService } from "@trailkeep/core/engine";
import { type Problem, describe as sentence, TrailkeepError } from "@trailkeep/core/error";
import type { Query } from "../oracle/index.ts";
import type { ParameterValues } from "../oracle/parameters.ts";
import type { WholeAnswer } from "../query/agreement.ts";
import { untilEnded } from "../until-ended.ts";

/** What a store answers, or why it does not: before it runs anything, or once it sees values that it can't give exactly. */
export type Answer =
  | ({ readonly kind: "rows"; readonly approximate: readonly string[] } & WholeAnswer)
  | { readonly kind: "refused" | "given up"; readonly reason: string };

export interface Demands {
  readonly exact?: boolean;
  readonly distinctRecords?: boolean;
}

/** Asks one store for all of a result. An error other than a refusal is thrown. */
export async function ask(
  service: QueryService,
  engine: string,
  query: Query,
  parameters: ParameterValues = {},
  demands: Demands = {},
): Promise<Answer> {
  let id: string;
  try {
    ({ id } = await service.start(query, { ...demands, engine, parameters, pageSize: 1_000 }));
  } catch (error) {
    return { kind: "refused", reason: reasonOf(error) };
  }
  const first = await untilEnded(service, id);
  if (first.error?.code === "capability") return { kind: "given up", reason: textOf(first.error.problems) };
  if (first.status !== "succeeded") {
    throw new Error(`${first.status}: ${(first.error?.problems ?? []).map(sentence).join("; ")}`);
  }
  const rows = [...first.rows];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await service.page(id, cursor);
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return { kind: "rows", columns: first.columns, rows, approximate: first.approximate };
}

function reasonOf(error: unknown): string {
  if (error instanceof TrailkeepError && error.code === "capability") return textOf(error.problems);
  throw error;
}

function textOf(problems: readonly Problem[]): string {
  return problems.map(({ message }) => message).join("; ");
}
