import { knownReading } from "../../../packages/ingest/src/known-formats.ts";
import type { Reading } from "../../../packages/ingest/src/reading.ts";

/** The next version of the formats: to it, `nul` at the end of a record is `null`. */
export const mended: Reading = {
  ...knownReading,
  formats: Object.fromEntries(
    Object.entries(knownReading.formats).map(([name, format]) => [
      name,
      {
        ...format,
        reader: (...args: Parameters<typeof format.reader>) => {
          const reader = format.reader(...args);
          const push = (bytes: Uint8Array) =>
            reader.push(Buffer.from(Buffer.from(bytes).toString().replaceAll("nul}", "null}")));
          return { push, end: () => reader.end() };
        },
      },
    ]),
  ),
};
