import { recordFields } from "@trailkeep/core/store/row";
import { kernel } from "../../kernel/kernel.ts";
import { RecordView } from "../../kernel/record-view.ts";
import { inputWindow } from "../../kernel/window.ts";
import { FIELDS, LEAST_FIELDS } from "./grammar.ts";
import { decodeKey } from "./key.ts";
import { logTimeMs } from "./time.ts";

const SOURCE = "s3_access";
const fields = recordFields(SOURCE);

/** What a field of a line is, in bits, as the kernel has them (`kernel/line.ts`). */
const kinds: Partial<Readonly<Record<(typeof FIELDS)[number], number>>> = {
  requestUri: 2,
  time: 4,
  httpStatus: 1 | 8,
  errorCode: 16,
  keyRaw: 32,
  referrer: 2 | 64,
  userAgent: 2,
};
const NUMBER = 1;

const OPERATION = FIELDS.indexOf("operation");
const KEY_RAW = FIELDS.indexOf("keyRaw");
const NONE = "-";

function placeOf(name: string): number {
  return fields.findIndex((field) => field.name === name);
}

/**
 * Reads lines of access logs as S3 writes nearly all of them: see `kernel/line.ts`. Anything else is answered with -1 and
 * left to the careful reader, whose result this one's always equals.
 */
export class QuickLine {
  readonly view = new RecordView(SOURCE, fields.length);
  readonly #window = inputWindow();

  /** A chunk begins. What the kernel knows may be another reader's. */
  begin(): void {
    this.#window.begin();
    const { calls } = kernel();
    kernel().questions = {
      learn: () => 0,
      startOfDay: (at, length) =>
        logTimeMs(`${kernel().bytes.toString("latin1", at, at + length)}:00:00:00 +0000`) ?? Number.NaN,
    };
    calls.setLine(FIELDS.length, LEAST_FIELDS, placeOf("key"), placeOf("raw"));
    for (const [field, name] of FIELDS.entries()) {
      const place = placeOf(name);
      const number = fields[place]?.type === "integer" ? NUMBER : 0;
      calls.setLineField(field, place, number | (kinds[name] ?? 0));
    }
  }

  /** Reads the line that begins at `from`: the place behind its end, with the row in {@link view}; or -1. */
  read(bytes: Uint8Array, from: number, to: number): number {
    const { calls } = kernel();
    const at = this.#window.place(bytes, from);
    const end = calls.readLine(at, Math.min(this.#window.end, at + (to - from)));
    if (end === 0) return -1;
    if (calls.isKeyEscaped() === 1) this.#decodeKey();
    this.view.take(calls.viewContentLength());
    return from + (end - at);
  }

  #decodeKey(): void {
    const { calls } = kernel();
    const operation = this.#text(OPERATION);
    const key = decodeKey(this.#text(KEY_RAW), operation === NONE ? null : operation);
    const at = calls.scratch(key.length * 3);
    calls.setDecodedKey(at, at + kernel().bytes.write(key, at, "utf8"));
  }

  #text(field: number): string {
    const { calls, bytes } = kernel();
    return bytes.toString("utf8", calls.lineFieldAt(field), calls.lineFieldEnd(field));
  }
}
