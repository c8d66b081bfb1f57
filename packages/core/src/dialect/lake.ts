import type { Plan } from "../query/plan.ts";
import { lakeView } from "./lake-view.ts";
import { refusal } from "./refuse.ts";
import type { Statement } from "./statement.ts";
import type { LakeTarget } from "./target.ts";
import { TrinoCompiler } from "./trino.ts";
import { UsedColumns } from "./trino-view.ts";

/** The longest text that StartQuery takes. @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartQuery.html */
const maxCharacters = 10_000;

/**
 * CloudTrail Lake's SQL over event data stores. It has no bind variables: every value is a literal in the text.
 * Throws `capability` on what Lake does not hold or cannot say, a text over 10,000 characters included.
 */
export function compileLake(plan: Plan, target: LakeTarget): Statement {
  const used = new UsedColumns();
  new LakeCompiler(plan, (source) => lakeView(source, target), used).compile();
  const statement = new LakeCompiler(plan, (source) => lakeView(source, target), used).compile();
  const { length } = statement.text;
  if (length <= maxCharacters) return statement;
  throw refusal(
    "CloudTrail Lake",
    "this query",
    `its statement would have ${length.toLocaleString("en")} characters, and ${maxCharacters.toLocaleString("en")} are taken`,
    "ask for fewer columns, conditions or values, or ask another engine",
  );
}

class LakeCompiler extends TrinoCompiler {
  protected readonly dialect = "lake";
  /** Its guide lists inner, left and right joins. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-limitations.html */
  protected readonly fullJoin = false;
}
