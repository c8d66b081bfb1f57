import { z } from "zod";
import { type StoreIdentity, selectorSchema, selects } from "../policy/index.ts";

/** A legal hold: while it stands, nothing that it covers may go. */
export const holdSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().min(1).max(200),
  select: selectorSchema,
  /** Event times that are held, half-open, epoch milliseconds; null is no bound. */
  startMs: z.number().int().nullable(),
  endMs: z.number().int().nullable(),
  reason: z.string().min(1).max(2_000),
  placedBy: z.string().min(1),
  placedAtMs: z.number().int(),
});

export type Hold = z.infer<typeof holdSchema>;

/** A hold made ready to be asked often. */
export interface ActiveHold {
  readonly name: string;
  readonly covers: (store: StoreIdentity) => boolean;
  readonly startMs: number;
  readonly endMs: number;
}

export function activeHold({ name, select, startMs, endMs }: Hold): ActiveHold {
  return {
    name,
    covers: selects(select),
    startMs: startMs ?? Number.NEGATIVE_INFINITY,
    endMs: endMs ?? Number.POSITIVE_INFINITY,
  };
}
