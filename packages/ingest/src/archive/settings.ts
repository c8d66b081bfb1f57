import { parseSettings } from "@trailkeep/core/environment";
import { z } from "zod";
import { readPlace, type S3Place } from "../sink/s3/place.ts";

/** Athena runs a query for four hours at most: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const longestQueryHours = 4;

/** What the mover is told by its environment. */
const environment = z.object({
  TRAILKEEP_STORE: z.string().min(1),
  TRAILKEEP_LEDGER: z.string().min(1),
  /** The database of the store's tables, by the names that `trailkeep ddl` gives them. */
  TRAILKEEP_DATABASE: z.string().min(1),
  TRAILKEEP_WORKGROUP: z.string().min(1),
  AWS_REGION: z.string().min(1),
  /** How long fresh files outlive their move, hours. */
  TRAILKEEP_FRESH_GRACE_HOURS: z.coerce
    .number()
    .gt(longestQueryHours, "a query may read fresh files for four hours: say more")
    .default(48),
});

export interface ArchiveSettings {
  readonly place: S3Place;
  readonly table: string;
  readonly database: string;
  readonly workgroup: string;
  readonly region: string;
  readonly graceMs: number;
}

/** Reads the settings. Throws invalid-config, naming the variable. */
export function readArchiveSettings(from: Readonly<Record<string, string | undefined>>): ArchiveSettings {
  const data = parseSettings(environment, from);
  return {
    place: readPlace(data.TRAILKEEP_STORE, "TRAILKEEP_STORE"),
    table: data.TRAILKEEP_LEDGER,
    database: data.TRAILKEEP_DATABASE,
    workgroup: data.TRAILKEEP_WORKGROUP,
    region: data.AWS_REGION,
    graceMs: data.TRAILKEEP_FRESH_GRACE_HOURS * 3_600_000,
  };
}
