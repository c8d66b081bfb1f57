import { fieldsOf, type SourceName } from "../catalog/index.ts";
import { resolveSource } from "./fields.ts";
import { invalid } from "./invalid.ts";
import type { Run } from "./parameters.ts";
import type { JoinKey, JoinPlan } from "./plan.ts";
import { planPredicate } from "./predicate.ts";
import { type Records, resolveIn } from "./records.ts";
import { recordScope } from "./scope.ts";
import { planTime } from "./time.ts";
import type { Join } from "./wire.ts";

/** What the records of a source are joined with. Places are relative to the join. Throws invalid-query. */
export function planJoin(join: Join, source: SourceName, run: Run): JoinPlan {
  checkAlias(join.as, source);
  const main: Records = { source, side: "main", joined: null };
  const joined: Records = { source: resolveSource(join.with, "/with"), side: "joined", joined: null };
  const time = planTime(join.time, joined.source, run);
  return {
    source: joined.source,
    kind: join.kind,
    time: { ...time, field: { ...time.field, side: "joined" } },
    where: join.where === undefined ? null : planPredicate(join.where, recordScope(joined, run.values), "/where"),
    on: join.on.map((key, index) => joinKey(key, main, joined, `/on/${index}`)),
  };
}

/** An alias that a field begins with would leave open which of the two is meant. */
function checkAlias(alias: string, source: SourceName): void {
  const taken = fieldsOf(source).some(([name]) => name.split(".")[0] === alias);
  if (taken) throw invalid(`fields of \`${source}\` begin with \`${alias}\``, "/as", "choose another alias");
}

function joinKey({ left, right }: Join["on"][number], main: Records, joined: Records, at: string): JoinKey {
  const key = {
    left: resolveIn(main, { field: left }, `${at}/left`),
    right: resolveIn(joined, { field: right }, `${at}/right`),
  };
  if (key.left.type === "json") throw invalid(`\`${left}\` is open JSON: nothing is equal to it`, `${at}/left`);
  if (key.left.type === key.right.type) return key;
  const message = `\`${left}\` is ${key.left.type}, and \`${right}\` is ${key.right.type}`;
  throw invalid(message, at, "both sides of a key are of one type");
}
