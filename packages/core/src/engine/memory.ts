import { z } from "zod";

const routing = z.object({
  engine: z.string(),
  reasons: z.array(z.object({ engine: z.string(), reason: z.string() })).readonly(),
});

const names = z.array(z.string()).readonly().nullable();
const instant = z.string().nullable();

const completeness = z.object({
  complete: z.boolean(),
  asked: z.object({ start: instant, end: instant }),
  held: z.object({ start: instant, end: instant, records: z.number().nullable(), accounts: names, regions: names }),
  quarantined: z.object({ inRange: z.number(), timeUnknown: z.number() }),
  warnings: z.array(z.string()).readonly(),
});

/** What another process must know of a query to take it up: what was asked, when, and the store's own id of it. */
export const rememberedSchema = z.object({
  remoteId: z.string(),
  query: z.unknown(),
  options: z.object({
    exact: z.boolean().optional(),
    distinctRecords: z.boolean().optional(),
    deliverTo: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  }),
  /** The clock at the start: relative ranges are measured from it, so that the plan is the same again. */
  askedAtMs: z.number(),
  startedMs: z.number(),
  pageSize: z.number(),
  routing,
  completeness,
});

export type Remembered = z.infer<typeof rememberedSchema>;

/** Where processes that answer for each other's queries keep what they were asked. */
export interface QueryMemory {
  put(id: string, remembered: Remembered): Promise<void>;
  /** Null for one that nobody has put, or that is gone. */
  get(id: string): Promise<Remembered | null>;
}
