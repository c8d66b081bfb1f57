import { TrailkeepError } from "@trailkeep/core/error";
import { type QuarantineEntry, Store } from "@trailkeep/core/store";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { count } from "../output/amount.ts";
import { entryFacts, entryJson } from "../output/quarantine.ts";
import { jsonText } from "../output/visible.ts";

export interface ShowFlags {
  readonly data: string;
  readonly json?: true | undefined;
  readonly raw?: true | undefined;
}

/** Of a large entry people see the beginning; `--raw` gives all of it. */
const shownBytes = 4096;

/** `trailkeep quarantine show`: one entry and its bytes. */
export async function runShow(id: string, { data, json, raw }: ShowFlags, io: Io): Promise<number> {
  const store = Store.open(data);
  try {
    const entry = store.quarantineEntry(id);
    if (raw) await writeRaw(store.quarantineRaw(id), io);
    else if (json) await io.write(`${jsonText({ ...entryJson(entry), raw: rawJson(keptBytes(store, id)) })}\n`);
    else await io.print(...entryFacts(entry), ...bytesLines(keptBytes(store, id), entry));
    return exitCodes.done;
  } finally {
    store.close();
  }
}

async function writeRaw(bytes: Uint8Array, io: Io): Promise<void> {
  if (io.width !== null) {
    const hint = "send them to a file or a program, as in `--raw > record.bin`";
    throw new TrailkeepError("invalid-request", {
      message: "raw bytes do not go to a terminal, which would obey them",
      hint,
    });
  }
  await io.write(bytes);
}

/** The bytes; null if they were never kept. */
function keptBytes(store: Store, id: string): Uint8Array | null {
  try {
    return store.quarantineRaw(id);
  } catch (error) {
    if (error instanceof TrailkeepError && error.code === "not-found") return null;
    throw error;
  }
}

function bytesLines(bytes: Uint8Array | null, { sizeBytes }: QuarantineEntry): readonly string[] {
  if (bytes === null) return ["its bytes were not kept: the file could not be read or was beyond the size limit"];
  const text = new TextDecoder().decode(bytes.subarray(0, shownBytes));
  const rest =
    bytes.length > shownBytes
      ? [`${count(bytes.length - shownBytes)} more of ${count(sizeBytes)} bytes; \`--raw\` writes them all`]
      : [];
  return ["", ...text.split("\n"), ...rest];
}

/** As the service writes bytes, but whole. */
function rawJson(bytes: Uint8Array | null) {
  if (bytes === null) return null;
  try {
    return {
      encoding: "utf-8",
      data: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
      truncated: false,
    };
  } catch {
    return { encoding: "base64", data: Buffer.from(bytes).toString("base64"), truncated: false };
  }
}
