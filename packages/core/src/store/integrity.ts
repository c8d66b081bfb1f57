import { resolve } from "node:path";
import { z } from "zod";
import { createManifest, openManifest } from "./manifest.ts";
import type { Sqlite } from "./sqlite.ts";

/** What a verification by CloudTrail's digests said of an object of the bucket, or of a copy of it. */
export interface JudgedObject {
  readonly uri: string;
  readonly kind: "digest" | "log";
  readonly verdict: IntegrityVerdict;
  readonly reason: string | null;
  /** SHA-256 of its bytes as they were stored, lower-case hex; null where they were not read. */
  readonly sha256: string | null;
}

const verdict = z.enum(["valid", "tampered", "missing", "extra", "unverified"]);

export type IntegrityVerdict = z.infer<typeof verdict>;

/** A judged object as the store keeps it. */
export interface KeptJudgement extends JudgedObject {
  readonly verifiedAtMs: number;
  /** Whether the store took in exactly these bytes. */
  readonly inStore: boolean;
}

/** Objects of the ledger by what is known of their bytes. */
export interface LedgerIntegrity {
  /** A digest vouches for the bytes. */
  readonly verified: number;
  /** The bytes are not those that a digest vouches for. */
  readonly tampered: number;
  /** No verification has said either. */
  readonly unverified: number;
}

/** A verification that was recorded. `report` is its JSON. */
export interface KeptVerification {
  readonly id: number;
  readonly verifiedAtMs: number;
  readonly location: string;
  readonly report: string;
}

export interface JudgementPage {
  readonly limit: number;
  /** URIs after this one, in order of their UTF-8 bytes. */
  readonly afterUri?: string | undefined;
  readonly verdict?: IntegrityVerdict | undefined;
}

/** Judgements that are written together: fewer transactions. */
const batchSize = 500;

/** Keeps what a verification says in a store's manifest. Not bound to the ingest's lock: it touches tables of its own. */
export class IntegrityWriter {
  readonly #manifest: Sqlite;
  readonly #nowMs: number;
  #pending: JudgedObject[] = [];

  private constructor(manifest: Sqlite, nowMs: number) {
    this.#manifest = manifest;
    this.#nowMs = nowMs;
  }

  /**
   * Undefined if the folder holds no store.
   * @throws TrailkeepError store-newer, store-damaged, storage-failed
   */
  static open(root: string, nowMs: number): IntegrityWriter | undefined {
    const manifest = openManifest(resolve(root));
    if (manifest === undefined) return undefined;
    manifest.close();
    return new IntegrityWriter(createManifest(resolve(root)), nowMs);
  }

  add(object: JudgedObject): void {
    this.#pending.push(object);
    if (this.#pending.length >= batchSize) this.#flush();
  }

  /** Ends the verification: its report is the last one of its location. */
  finish(location: string, report: string): void {
    this.#flush();
    const sql = "INSERT INTO verification (location, report, verified_ms) VALUES (?, ?, ?)";
    this.#manifest.run(sql, [location, report, this.#nowMs]);
  }

  close(): void {
    this.#manifest.close();
  }

  #flush(): void {
    const pending = this.#pending;
    this.#pending = [];
    this.#manifest.transaction(() => {
      for (const { uri, kind, verdict, reason, sha256 } of pending) {
        this.#manifest.run("INSERT OR REPLACE INTO integrity VALUES (?, ?, ?, ?, ?, ?)", [
          uri.replaceAll("\0", ""),
          kind,
          verdict,
          reason?.replaceAll("\0", "") ?? null,
          sha256,
          this.#nowMs,
        ]);
      }
    });
  }
}

const judgementRow = z.object({
  uri: z.string(),
  kind: z.enum(["digest", "log"]),
  verdict,
  reason: z.string().nullable(),
  sha256: z.string().nullable(),
  verified_ms: z.number(),
  in_store: z.number(),
});

/** Objects that a verification judged, in order of their URIs. */
export function listJudgements(manifest: Sqlite, page: JudgementPage): readonly KeptJudgement[] {
  const filter = page.verdict === undefined ? "" : "AND verdict = ?3";
  const rows = manifest.all(
    judgementRow,
    `SELECT uri, kind, verdict, reason, sha256, verified_ms,
       EXISTS (SELECT 1 FROM object o WHERE o.sha256 = integrity.sha256 AND o.state = 'done') AS in_store
     FROM integrity WHERE uri > ?1 ${filter} ORDER BY uri LIMIT ?2`,
    [page.afterUri ?? "", page.limit, ...(page.verdict === undefined ? [] : [page.verdict])],
  );
  return rows.map(({ verified_ms: verifiedAtMs, in_store: inStore, ...rest }) => ({
    ...rest,
    verifiedAtMs,
    inStore: inStore === 1,
  }));
}

const verificationRow = z.object({
  id: z.number(),
  location: z.string(),
  report: z.string(),
  verified_ms: z.number(),
});

/** The last verifications, newest first. */
export function lastVerifications(manifest: Sqlite, limit: number): readonly KeptVerification[] {
  const sql = "SELECT id, location, report, verified_ms FROM verification ORDER BY id DESC LIMIT ?";
  return manifest
    .all(verificationRow, sql, [limit])
    .map(({ verified_ms: verifiedAtMs, ...rest }) => ({ ...rest, verifiedAtMs }));
}

const ledgerRow = z.object({ integrity: z.enum(["verified", "tampered", "unverified"]), objects: z.number() });

/**
 * The log files of CloudTrail in the ledger by what is known of their bytes: what was said of the object of that name with
 * these bytes; else, whether the same bytes are valid somewhere, as a copy is as good.
 */
export function ledgerIntegrity(manifest: Sqlite): LedgerIntegrity {
  const rows = manifest.all(
    ledgerRow,
    `SELECT CASE coalesce(
         (SELECT i.verdict FROM integrity i WHERE i.uri = o.uri AND i.sha256 = o.sha256),
         (SELECT i.verdict FROM integrity i WHERE i.sha256 = o.sha256 AND i.verdict = 'valid' LIMIT 1))
       WHEN 'valid' THEN 'verified' WHEN 'tampered' THEN 'tampered' ELSE 'unverified' END AS integrity,
       count(*) AS objects
     FROM object o WHERE o.format = 'cloudtrail' AND o.state = 'done' GROUP BY 1`,
  );
  const counts = { verified: 0, tampered: 0, unverified: 0 };
  for (const { integrity, objects } of rows) counts[integrity] = objects;
  return counts;
}
