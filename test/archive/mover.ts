/** The mover in a process of its own, to be killed or stopped: one run, with so many milliseconds as Lambda would give it. */
import { createArchiver } from "@trailkeep/ingest/archiver";
import { z } from "zod";

const { remainingMs } = z.object({ remainingMs: z.number() }).parse(JSON.parse(process.argv[2] ?? ""));
const endMs = Date.now() + remainingMs;
await createArchiver()({}, { getRemainingTimeInMillis: () => endMs - Date.now() });
