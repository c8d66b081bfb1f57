import type { ApplyReport, MadePlan, RetentionService } from "../service.ts";
import type { Notice, Notify } from "./notify.ts";

/** What a look at the stores found. */
export interface DriftReport {
  readonly plan: MadePlan;
  /** Whether this was not said before. */
  readonly isNews: boolean;
}

/**
 * What the schedule does every hour: plans under the policies in force, puts drift on record and tells of it, once for each
 * that is new. Changes nothing. A failure is told of, and thrown.
 */
export function checkDrift(retention: RetentionService, notify: Notify, signal?: AbortSignal): Promise<DriftReport> {
  return telling(notify, "the drift check failed", async () => {
    const plan = await retention.plan(undefined, signal);
    const isClean = plan.actions.length + plan.findings.length === 0;
    const isNews = !isClean && (await retention.recordDrift(plan));
    if (isNews) for (const notice of driftNotices(plan)) await notify(notice);
    return { plan, isNews };
  });
}

/** What the schedule does once a day: carries out what was consented to, and tells of what was not, or went wrong. */
export function enforceNow(retention: RetentionService, notify: Notify, signal?: AbortSignal): Promise<ApplyReport> {
  return telling(notify, "enforcement failed", async () => {
    const report = await retention.enforce(signal);
    for (const notice of enforcementNotices(report)) await notify(notice);
    return report;
  });
}

/** The failure itself is what counts, also where telling of it fails. */
async function telling<T>(notify: Notify, subject: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await notify({ kind: "failure", subject, lines: [message] }).catch(() => undefined);
    throw error;
  }
}

function driftNotices({ hash, actions, findings }: MadePlan): readonly Notice[] {
  const notices: Notice[] = [];
  if (actions.length > 0) {
    const lines = [`plan ${hash}`, ...actions.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`)];
    notices.push({ kind: "drift", subject: `${actions.length} changes are due under the policies in force`, lines });
  }
  if (findings.length > 0) {
    const lines = findings.map(({ kind, name, code, message }) => `${code}: ${kind} ${name}: ${message}`);
    notices.push({ kind: "conflict", subject: `${findings.length} findings that no action can put right`, lines });
  }
  return notices;
}

function enforcementNotices({ status, results, waiting, planHash }: ApplyReport): readonly Notice[] {
  const notices: Notice[] = [];
  if (status === "incomplete") {
    const lines = results.flatMap(({ action, outcome, why }) =>
      outcome === "done" ? [] : [`${outcome}: ${action.kind} ${action.name}: ${why ?? action.reason}`],
    );
    notices.push({ kind: "failure", subject: `${lines.length} changes were not made`, lines });
  }
  if (waiting.length > 0) {
    const lines = [`plan ${planHash}`, ...waiting.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`)];
    notices.push({ kind: "approval", subject: `${waiting.length} changes wait for an approval`, lines });
  }
  return notices;
}
