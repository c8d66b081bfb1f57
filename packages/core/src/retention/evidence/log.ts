import type { KeyObject } from "node:crypto";
import { TrailkeepError } from "../../error.ts";
import { jsonOf } from "../../json-text.ts";
import type { StateStore } from "../../store/state.ts";
import type { AnchorStore } from "./anchor-file.ts";
import {
  type Anchor,
  anchorOf,
  type EvidenceEntry,
  type EvidenceRecord,
  evidenceRecordSchema,
  keyIdOf,
  nextRecord,
  type Tampering,
  verifyChain,
} from "./chain.ts";
import type { Signer } from "./signer.ts";

const prefix = "retention/evidence/";
const pageRecords = 1_000;
/** Appends of others that may come between before one gives up. */
const maxRaces = 100;

/** The records, as whoever needs no key reads them. */
export class EvidenceReader {
  readonly #state: StateStore;
  readonly #known: EvidenceRecord[] = [];
  #reading: Promise<unknown> = Promise.resolve();

  constructor(state: StateStore) {
    this.#state = state;
  }

  /** How many were read. */
  get count(): number {
    return this.#known.length;
  }

  /**
   * Every record, in order, as it is stored. What was read before is not read again.
   * @throws TrailkeepError store-damaged where something is no record
   */
  records(): Promise<readonly EvidenceRecord[]> {
    // One after the other: two that read at once would both add what they read.
    const reading = this.#reading.then(() => this.#read());
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #read(): Promise<readonly EvidenceRecord[]> {
    for (;;) {
      const last = this.#known.at(-1);
      const afterKey = last === undefined ? undefined : keyOf(last.seq);
      const page = await this.#state.list(prefix, { limit: pageRecords, afterKey });
      for (const { key, value } of page) this.#known.push(parsed(key, value));
      if (page.length < pageRecords) return [...this.#known];
    }
  }
}

export interface EvidenceNeeds {
  readonly state: StateStore;
  readonly anchor: AnchorStore;
  /** What signs; opened, and made, with the first record only. */
  readonly signer: () => Promise<Signer>;
  /** The key to check with. */
  readonly publicKey: () => Promise<KeyObject>;
}

/**
 * The chain of evidence as it is kept: a record is put where none is, so that of racing writers one comes after the other,
 * and none is ever replaced. Then the anchor is moved to it.
 */
export class EvidenceLog {
  readonly #needs: EvidenceNeeds;
  readonly #reader: EvidenceReader;
  /** Signatures that were found right, by a key. */
  #seen = { keyId: "", signatures: new Set<string>() };
  #appending: Promise<unknown> = Promise.resolve();

  constructor(needs: EvidenceNeeds) {
    this.#needs = needs;
    this.#reader = new EvidenceReader(needs.state);
  }

  /** Where the anchor is. */
  get anchorPlace(): string {
    return this.#needs.anchor.place;
  }

  /**
   * Puts something on record: durable, and anchored, when it resolves.
   * @throws TrailkeepError store-damaged if the chain no longer goes as far as its anchor
   */
  append(entry: EvidenceEntry): Promise<EvidenceRecord> {
    const appending = this.#appending.then(() => this.#append(entry));
    this.#appending = appending.catch(() => undefined);
    return appending;
  }

  async #append(entry: EvidenceEntry): Promise<EvidenceRecord> {
    const signer = await this.#needs.signer();
    await this.#checkEnd();
    for (let race = 0; race < maxRaces; race++) {
      const last = (await this.records()).at(-1) ?? null;
      const record = await nextRecord(last, entry, signer);
      if (!(await this.#needs.state.putIfAbsent(keyOf(record.seq), JSON.stringify(record)))) continue;
      await this.#needs.anchor.write(await anchorOf(record, signer));
      return record;
    }
    throw new TrailkeepError("store-busy", { message: "others write evidence all the time", hint: "try again" });
  }

  /** Every record, in order, as it is stored. What was read before is not read again. */
  records(): Promise<readonly EvidenceRecord[]> {
    return this.#reader.records();
  }

  /** What it takes to verify a copy of the records: the anchor, and the public key in PEM. */
  async proof(): Promise<{ readonly anchor: Anchor | null; readonly publicKey: string | null }> {
    const anchor = await this.#needs.anchor.read();
    if (anchor === null) return { anchor, publicKey: null };
    return { anchor, publicKey: (await this.#needs.publicKey()).export({ type: "spki", format: "pem" }).toString() };
  }

  /** The first thing that is wrong with the chain, read anew from its beginning; null if it is whole. */
  async verify(): Promise<Tampering | null> {
    const { anchor, publicKey } = this.#needs;
    // The anchor first: what is written meanwhile only makes the chain longer.
    const head = await anchor.read();
    const reader = new EvidenceReader(this.#needs.state);
    let records: readonly EvidenceRecord[];
    try {
      records = await reader.records();
    } catch (error) {
      if (!(error instanceof TrailkeepError) || error.code !== "store-damaged") throw error;
      return { seq: reader.count + 1, message: error.problems[0]?.message ?? error.message };
    }
    if (head === null) {
      if (records.length === 0) return null;
      return { seq: 0, message: `there is no anchor at ${anchor.place}, and ${records.length} records are there` };
    }
    const key = await publicKey();
    if (keyIdOf(key) !== this.#seen.keyId) this.#seen = { keyId: keyIdOf(key), signatures: new Set() };
    return verifyChain(records, head, key, this.#seen.signatures);
  }

  /** Nothing is put on a chain whose end was cut, nor after an anchor that was taken away. */
  async #checkEnd(): Promise<void> {
    const records = await this.records();
    const anchor = await this.#needs.anchor.read();
    const anchored = anchor === null || anchor.seq === 0 ? undefined : records[anchor.seq - 1];
    if (anchor === null ? records.length === 0 : anchor.seq === 0 || anchored?.hash === anchor.hash) return;
    const message =
      anchor === null
        ? "the evidence has records and no anchor"
        : `the anchor knows record ${anchor.seq}, and the evidence has another there or none`;
    const hint = "`trailkeep retention verify` says what is wrong; name the right anchor with TRAILKEEP_ANCHOR";
    throw new TrailkeepError("store-damaged", { message, at: this.#needs.anchor.place, hint });
  }
}

function keyOf(seq: number): string {
  return `${prefix}${String(seq).padStart(12, "0")}`;
}

function parsed(key: string, value: string): EvidenceRecord {
  const record = evidenceRecordSchema.safeParse(jsonOf(value));
  if (record.success && keyOf(record.data.seq) === key) return record.data;
  const message = record.success
    ? `record ${record.data.seq} stands under another number`
    : "it is no record of evidence";
  throw new TrailkeepError("store-damaged", { message, at: key });
}
