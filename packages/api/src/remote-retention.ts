import { TrailkeepError } from "@trailkeep/core/error";
import type { RetentionService } from "@trailkeep/core/retention/local";
import type { RetentionOf } from "./retention-of.ts";

/** An application ends by itself before API Gateway gives up at 30 s: what was done is on record. Milliseconds. */
const applyMs = 24_000;

/** Where retention is kept in AWS, and what it keeps. */
export interface RemoteRetention {
  /** A stores file with `retention`: its text, its path or `s3://bucket/key`. */
  readonly places: string;
  readonly table: string;
  readonly keyArn: string;
  readonly anchor: string;
  readonly region: string;
}

/**
 * Retention for callers that a door in front has named: each acts as itself. Opened by the first question; AWS's clients are loaded
 * then.
 */
export function remoteRetention(remote: () => RemoteRetention): RetentionOf {
  let opened: ReturnType<typeof open> | null = null;
  const home = () => {
    opened ??= open(remote()).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return (caller) => {
    const own = async (): Promise<RetentionService> => {
      if (caller === null) {
        const hint = "let IAM authorize the route: who approves and holds has to be known";
        throw new TrailkeepError("forbidden", { message: "nobody says who is calling", hint });
      }
      return (await home()).as(caller);
    };
    return {
      policies: async () => (await own()).policies(),
      plan: async (policies, signal) => (await own()).plan(policies, signal),
      approve: async (hash) => (await own()).approve(hash),
      apply: async (hash) => {
        const service = await own();
        const { within } = await import("@trailkeep/core/retention/aws");
        return within(applyMs, (signal) => service.apply(hash, signal));
      },
      holds: async () => (await own()).holds(),
      hold: async (hold) => (await own()).hold(hold),
      release: async (id, reason) => (await own()).release(id, reason),
      evidence: async () => (await own()).evidence(),
      verify: async () => (await own()).verify(),
      compliance: async (signal) => (await own()).compliance(signal),
      adopt: async (owner, signal) => (await own()).adopt(owner, signal),
      checks: async (_places, signal) => {
        const service = await own();
        return service.checks((await home()).places, signal);
      },
    };
  };
}

async function open({ places, table, keyArn, anchor, region }: RemoteRetention) {
  const { openRetentionHome } = await import("@trailkeep/core/retention/aws");
  return openRetentionHome({ places: { declared: places, region }, home: { table, keyArn, anchor } });
}
