import { TrailkeepError } from "@trailkeep/core/error";
import type { QuarantineEntry } from "@trailkeep/core/store";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { count } from "../output/amount.ts";
import { entryFacts, entryJson } from "../output/quarantine.ts";
import { jsonText } from "../output/visible.ts";
import { openQuarantine, type QuarantineFlags, type QuarantineOf } from "./quarantine-of.ts";

export interface ShowFlags extends QuarantineFlags {
  readonly json?: true | undefined;
  readonly raw?: true | undefined;
}

/** Of a large entry people see the beginning; `--raw` gives all of it. */
const shownBytes = 4096;

/** `trailkeep quarantine show`: one entry and its bytes. */
export async function runShow(id: string, { json, raw, ...flags }: ShowFlags, io: Io): Promise<number> {
  const quarantine = await openQuarantine(flags);
  try {
    const entry = await quarantine.entry(id);
    if (raw) await writeRaw(await quarantine.raw(id), io);
    else if (json)
      await io.write(`${jsonText({ ...entryJson(entry), raw: rawJson(await keptBytes(quarantine, id)) })}\n`);
    else await io.print(...entryFacts(entry), ...bytesLines(await keptBytes(quarantine, id), entry));
    return exitCodes.done;
  } finally {
    quarantine.close();
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
async function keptBytes(quarantine: QuarantineOf, id: string): Promise<Uint8Array | null> {
  try {
    return await quarantine.raw(id);
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
