import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRetention, type RetentionService } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import { generateSample } from "@trailkeep/sample";

export const dayMs = 86_400_000;

/** A store of a week of records, with retention over it. */
export interface Shop {
  readonly folder: string;
  readonly input: string;
  readonly root: string;
  readonly store: Store;
  /** Days of `cloudtrail`, in order. */
  readonly days: readonly string[];
  /** Retention as somebody uses it at some time. */
  as(principal: string, now: number): RetentionService;
  close(): void;
}

export async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-retention-"));
  const input = join(folder, "in");
  const root = join(folder, "store");
  await generateSample(input, { records: 1_500, seed: 5, days: 7 });
  await ingest([input], { root, threads: 1, compact: false });
  const store = Store.open(root);
  return {
    folder,
    input,
    root,
    store,
    days: store.days("cloudtrail").map(({ day }) => day),
    as: (principal, now) =>
      openRetention({
        store,
        principal,
        now: () => now,
        keyFile: join(folder, "key", "evidence.pem"),
        anchorFile: join(folder, "elsewhere", "anchor.json"),
      }),
    close() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Records of CloudTrail are kept 30 days and gone after 37: a day goes when it is 36 days old. */
export const policyFile = (extra = "") => ({
  name: "policies.yaml",
  text: `version: 1
${extra}
policies:
  - name: trails
    select: { kind: local_store, name: cloudtrail }
    keepAtLeast: 30d
    deleteAfter: 37d
    rule: { framework: GDPR, clause: "5(1)(e)" }
    owner: security
`,
});

/** The moment at which a day, and all before it, are due under {@link policyFile}. */
export const dueAt = (day: string) => Date.parse(day) + 36 * dayMs;
