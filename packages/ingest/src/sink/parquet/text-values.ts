import type { Address } from "../../kernel/calls.ts";
import { kernel } from "../../kernel/kernel.ts";
import type { ChunkPages, PageLevels } from "./chunk.ts";
import { hybrid } from "./levels.ts";

/** Writes the text values that the kernel holds as a data page, with their dictionary if they have one: see `kernel/text.ts`. */
export function writeText(text: Address, pages: ChunkPages, levels: PageLevels): void {
  const { calls } = kernel();
  if (calls.hasDictionary(text) === 0) {
    pages.data(kernel().view(calls.plainAt(text), calls.plainLength(text)), levels, "PLAIN");
    return;
  }
  const entries = calls.entryCount(text);
  const width = Math.max(1, 32 - Math.clz32(entries - 1));
  const count = calls.valueCount(text);
  const packed = hybrid(new Uint16Array(kernel().bytes.buffer, calls.entriesAt(text), count), count, width);
  const body = new Uint8Array(packed.length + 1);
  body[0] = width;
  body.set(packed, 1);
  pages.dictionary(kernel().view(calls.dictionaryAt(text), calls.dictionaryLength(text)), entries);
  pages.data(body, levels, "RLE_DICTIONARY");
}
