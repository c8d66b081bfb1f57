import type { Statement } from "../dialect/statement.ts";
import { TrailkeepError } from "../error.ts";
import { type Plan, scansOf } from "../query/plan.ts";
import type { Engine, Failure } from "./types.ts";

/** What a run demands of an engine. */
export interface Demands {
  /** No approximation, and no record twice. */
  readonly exact: boolean;
  /** Each record once, also where the engine may hold repeats. */
  readonly distinctRecords: boolean;
  /** A copy of the result in S3, signed. */
  readonly delivers: boolean;
}

/** An engine with its statement for a plan, or with why it has none. */
export type Candidate =
  | { readonly engine: Engine; readonly statement: Statement; readonly refusal: null }
  | { readonly engine: Engine; readonly statement: null; readonly refusal: Failure };

/** Whether an engine can answer a plan as demanded, and with which statement. Never rejects for what the engine refuses. */
export async function candidate(engine: Engine, plan: Plan, demands: Demands): Promise<Candidate> {
  try {
    return { engine, statement: await prepared(engine, plan, demands), refusal: null };
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    return { engine, statement: null, refusal: { code: error.code, problems: error.problems } };
  }
}

async function prepared(engine: Engine, plan: Plan, { exact, distinctRecords, delivers }: Demands): Promise<Statement> {
  const { name, capabilities } = engine;
  for (const source of new Set(scansOf(plan).map((scan) => scan.source))) {
    if (!engine.holds(source)) throw refusal(`the store \`${name}\` holds no ${source} records`);
  }
  if (delivers && !capabilities.delivers) {
    throw refusal(`\`${name}\` delivers no results to S3`, "leave `deliverTo` out");
  }
  if (distinctRecords && !capabilities.distinctRecords) {
    throw refusal(`\`${name}\` may hold repeats of a record and cannot leave them out`, "leave `distinctRecords` out");
  }
  if (exact && capabilities.mayRepeat && !distinctRecords) {
    throw refusal(`\`${name}\` may hold repeats of a record, which \`exact\` rules out`, "ask for `distinctRecords`");
  }
  const statement = await engine.prepare(plan, { distinctRecords });
  if (exact && statement.approximate.length > 0) {
    const columns = statement.approximate.map((column) => `\`${column}\``).join(", ");
    throw refusal(`\`${name}\` can only approximate ${columns}, which \`exact\` rules out`, "leave `exact` out");
  }
  return statement;
}

function refusal(message: string, hint?: string): TrailkeepError {
  return new TrailkeepError("capability", hint === undefined ? { message } : { message, hint });
}
