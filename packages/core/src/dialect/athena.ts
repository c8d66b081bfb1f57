import type { KeptSourceName } from "../catalog/index.ts";
import type { Literal, Plan } from "../query/plan.ts";
import { rawView } from "./athena-raw.ts";
import { storeView } from "./athena-store.ts";
import { refusal } from "./refuse.ts";
import type { Statement } from "./statement.ts";
import type { AthenaTarget } from "./target.ts";
import { TrinoCompiler } from "./trino.ts";
import { athenaParameter } from "./trino-literal.ts";
import { type TrinoView, UsedColumns } from "./trino-view.ts";

/** @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const maxBytes = 262_144;
/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
const maxParameterCharacters = 1_024;

/**
 * Athena's SQL over the store's tables, or over logs as AWS delivers them. Values go as execution parameters, in the
 * order of their `?`; longer ones than a parameter may be stand in the text.
 * Throws `capability` on what the tables do not hold or Athena cannot say, a text over 262,144 bytes included.
 */
export function compileAthena(plan: Plan, target: AthenaTarget): Statement {
  const used = new UsedColumns();
  new AthenaCompiler(plan, (source) => athenaView(source, target), used).compile();
  const statement = new AthenaCompiler(plan, (source) => athenaView(source, target), used).compile();
  const bytes = new TextEncoder().encode(statement.text).length;
  if (bytes <= maxBytes) return statement;
  const reason = `its statement would have ${bytes.toLocaleString("en")} bytes, and ${maxBytes.toLocaleString("en")} are taken`;
  throw refusal("Athena", "this query", reason, "ask for fewer conditions or values");
}

class AthenaCompiler extends TrinoCompiler {
  protected readonly dialect = "athena";
  protected readonly fullJoin = true;

  /** Times and booleans are no parameters: how Athena would read those is not documented. */
  protected override isParameter(value: Literal): boolean {
    const { type } = value;
    if (type === "timestamp" || type === "boolean") return false;
    return athenaParameter(value).length <= maxParameterCharacters;
  }
}

function athenaView(source: KeptSourceName, target: AthenaTarget): TrinoView {
  const tables = target.tables[source];
  if (tables === undefined) throw refusal("Athena", `\`${source}\``, "no table holds it");
  const distinct = target.distinctRecords === true;
  return tables.shape === "store" ? storeView(tables, distinct) : rawView(source, tables, distinct);
}
