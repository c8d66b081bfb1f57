import { parseArgs } from "node:util";
import { logGroupRetentionDays, makePlan, type Observed, policiesOf, readPolicyFile } from "@trailkeep/core/retention";
import { Gates } from "./support/gates.ts";

/**
 * Plans 100,000 log groups under 50 policies that select by name, tags, account and region, with 10 holds, from the policy
 * file's text to the plan's hash, and prints the time and the memory of the process. Usage: npm run bench:retention
 */

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const gates = new Gates(!values.quick);
const groups = values.quick ? 1_000 : 100_000;
const [goalSeconds, goalBytes] = [2, 500e6];
const rounds = values.quick ? 1 : 5;
const nowMs = Date.UTC(2026, 10, 25);
const teams = 50;

const policyText = JSON.stringify({
  version: 1,
  policies: Array.from({ length: teams }, (_, index) => ({
    name: `policy-${index}`,
    select: [
      { kind: "log_group", name: `/app/team-${index}/*` },
      { kind: "log_group", tags: { team: `team-${index}` } },
      { kind: ["log_group", "event_data_store"], account: `1111222233${String(index).padStart(2, "0")}` },
      { kind: "log_group", name: "*-audit-*", region: "eu-*" },
    ][index % 4],
    keepAtLeast: `${30 + index}d`,
    deleteAfter: `${400 + 10 * index}d`,
    rule: { framework: "bench", clause: String(index) },
    owner: "bench",
  })),
});

const observed: readonly Observed[] = Array.from({ length: groups }, (_, index) => {
  const team = index % teams;
  const account = `1111222233${String((index * 7) % 100).padStart(2, "0")}`;
  const region = index % 3 === 0 ? "eu-west-1" : "us-east-1";
  const name = `/app/team-${team}/service-${index}${index % 10 === 0 ? "-audit-log" : ""}`;
  const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
  return {
    kind: "log_group",
    id: arn,
    name,
    arn,
    account,
    region,
    tags: { team: `team-${(index * 3) % teams}`, stage: "production" },
    retentionDays: index % 2 === 0 ? null : (logGroupRetentionDays[index % logGroupRetentionDays.length] ?? null),
    accountPolicy: null,
    logGroupClass: "STANDARD",
    storedBytes: index,
    deletionProtected: false,
    kmsKeyId: null,
  };
});

const holds = Array.from({ length: 10 }, (_, index) => ({
  id: `00000000-0000-4000-8000-00000000000${index}`,
  name: `case ${index}`,
  select: { name: `/app/team-${index}/service-${index}*` },
  startMs: null,
  endMs: null,
  reason: "bench",
  placedBy: "bench",
  placedAtMs: nowMs,
}));

function round(): { readonly seconds: number; readonly actions: number; readonly hash: string } {
  const start = performance.now();
  const policies = policiesOf(readPolicyFile(policyText, "policies.json"));
  const { actions, hash } = makePlan({ policies, observed, holds, nowMs });
  return { seconds: (performance.now() - start) / 1_000, actions: actions.length, hash };
}

const results = Array.from({ length: rounds }, round);
const times = results.map(({ seconds }) => seconds).sort((a, b) => a - b);
const middle = times[rounds >> 1] ?? 0;
const peakBytes = process.resourceUsage().maxRSS * 1_024;
const [first] = results;
if (results.some(({ hash }) => hash !== first?.hash)) throw new Error("equal input gave unequal plans");
console.log(
  `${groups.toLocaleString("en")} log groups x ${teams} policies: ${first?.actions.toLocaleString("en")} actions`,
);
console.log(
  `plan: ${middle.toFixed(2)} s (${times[0]?.toFixed(2)} to ${times.at(-1)?.toFixed(2)}); goal under ${goalSeconds} s: ${gates.judge(middle < goalSeconds)}`,
);
console.log(
  `memory of the process: ${Math.round(peakBytes / 1e6)} MB; goal under ${goalBytes / 1e6} MB: ${gates.judge(peakBytes < goalBytes)}`,
);
const reads = Math.ceil(groups / 50);
console.log(
  `calls of a run: ${reads.toLocaleString("en")} of DescribeLogGroups, ${Math.ceil(reads / 5)} s at 5 a second; ${groups.toLocaleString("en")} of ListTagsForResource more if tags are selected by, ${Math.ceil(groups / 5 / 60)} min`,
);
gates.end();
