import { parseSettings } from "@trailkeep/core/environment";
import { z } from "zod";
import { readPlace, type S3Place } from "../sink/s3/place.ts";

/** What the ingest function is told by its environment. */
const environment = z.object({
  TRAILKEEP_STORE: z.string().min(1),
  TRAILKEEP_LEDGER: z.string().min(1),
  /** After so many deliveries the queue moves a message to the dead-letter queue: its redrive policy's `maxReceiveCount`. */
  TRAILKEEP_MAX_RECEIVES: z.coerce.number().int().positive().default(5),
  /** With less time left than this no object is begun, seconds. */
  TRAILKEEP_RESERVE_SECONDS: z.coerce.number().positive().default(60),
  /** How long a call to AWS may stand still, seconds. */
  TRAILKEEP_CALL_SECONDS: z.coerce.number().positive().default(30),
  /** How often a call to AWS is tried. */
  TRAILKEEP_CALL_ATTEMPTS: z.coerce.number().int().positive().default(5),
  /** Where retention is kept: the table of its state. What is past its retention on arrival is counted and not stored. */
  TRAILKEEP_STATE: z.string().min(1).optional(),
  /** The account that the store is in, for policies that select by it. */
  TRAILKEEP_ACCOUNT: z
    .string()
    .regex(/^\d{12}$/, "an account id has 12 digits")
    .optional(),
  AWS_REGION: z.string().min(1).optional(),
  TRAILKEEP_KEEP_RAW: z.enum(["true", "false"]).default("true"),
});

export interface Settings {
  readonly place: S3Place;
  readonly table: string;
  readonly maxReceives: number;
  readonly reserveMs: number;
  readonly idleTimeoutMs: number;
  readonly maxAttempts: number;
  readonly keepRaw: boolean;
  /** Where retention is kept, and how its policies know the store; null where none is. */
  readonly retention: {
    readonly table: string;
    readonly account: string | null;
    readonly region: string | null;
  } | null;
}

/** Reads the settings. Throws invalid-config, naming the variable. */
export function readSettings(from: Readonly<Record<string, string | undefined>>): Settings {
  const data = parseSettings(environment, from);
  return {
    place: readPlace(data.TRAILKEEP_STORE, "TRAILKEEP_STORE"),
    table: data.TRAILKEEP_LEDGER,
    maxReceives: data.TRAILKEEP_MAX_RECEIVES,
    reserveMs: data.TRAILKEEP_RESERVE_SECONDS * 1000,
    idleTimeoutMs: data.TRAILKEEP_CALL_SECONDS * 1000,
    maxAttempts: data.TRAILKEEP_CALL_ATTEMPTS,
    keepRaw: data.TRAILKEEP_KEEP_RAW === "true",
    retention:
      data.TRAILKEEP_STATE === undefined
        ? null
        : { table: data.TRAILKEEP_STATE, account: data.TRAILKEEP_ACCOUNT ?? null, region: data.AWS_REGION ?? null },
  };
}
