import { compileAthena, compileLake, type Statement } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import { expect, test } from "vitest";
import { lakeTarget, rawTarget, storeTarget } from "../../packages/core/test/dialect/targets.ts";
import { corpora, nowMs } from "./corpus/index.ts";

/**
 * The text of every corpus entry in each dialect that runs elsewhere, or why it is refused; of operators by type the laws
 * show enough.
 */
const dialects = {
  lake: (query, parameters) => compileLake(planQuery(query, nowMs, parameters), lakeTarget),
  athena: (query, parameters) => compileAthena(planQuery(query, nowMs, parameters), storeTarget),
  "athena-raw": (query, parameters) => compileAthena(planQuery(query, nowMs, parameters), rawTarget),
} satisfies Record<string, (query: unknown, parameters: Readonly<Record<string, unknown>>) => Statement>;

function written(compile: () => Statement): string {
  try {
    const { text, parameters } = compile();
    const values = parameters.map(({ value }) => (typeof value === "bigint" ? String(value) : JSON.stringify(value)));
    return values.length === 0 ? text : `${text}\n-- ${values.join(", ")}`;
  } catch (error) {
    return `-- ${error instanceof Error ? error.message : String(error)}`;
  }
}

test.each(["lake", "athena", "athena-raw"] as const)(
  "the statements of %s are those that were looked at",
  async (name) => {
    const statements = corpora
      .filter(({ kind }) => kind !== "operators")
      .flatMap(({ entries }) => entries)
      .map((entry) => `-- # ${entry.name}\n${written(() => dialects[name](entry.query, entry.parameters ?? {}))}\n`);
    await expect(statements.join("\n")).toMatchFileSnapshot(`statements/${name}.sql`);
  },
);
