import type { QueryService } from "@trailkeep/core/engine";
import { describe as sentence, TrailkeepError } from "@trailkeep/core/error";
import type { Query } from "../oracle/index.ts";
import type { ParameterValues } from "../oracle/parameters.ts";
import type { WholeAnswer } from "../query/agreement.ts";

/** What a store answers, or why it refuses to before it runs anything. */
export type Answer =
  | (WholeAnswer & { readonly refused: null; readonly approximate: readonly string[] })
  | { readonly refused: string };

/** Asks one store for all of a result. An error other than a refusal is thrown. */
export async function ask(
  service: QueryService,
  engine: string,
  query: Query,
  parameters: ParameterValues = {},
): Promise<Answer> {
  try {
    const { id } = await service.start(query, { engine, parameters, pageSize: 1_000 });
    const first = await service.wait(id, 100_000);
    if (first.status !== "succeeded")
      throw new Error(`${first.status}: ${first.error?.problems.map(sentence).join("; ")}`);
    const rows = [...first.rows];
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await service.page(id, cursor);
      rows.push(...page.rows);
      cursor = page.nextCursor;
    }
    return { columns: first.columns, rows, approximate: first.approximate, refused: null };
  } catch (error) {
    if (error instanceof TrailkeepError && error.code === "capability") {
      return { refused: error.problems.map(({ message }) => message).join("; ") };
    }
    throw error;
  }
}
