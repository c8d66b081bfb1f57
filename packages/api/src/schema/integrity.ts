import { z } from "@hono/zod-openapi";
import { count, instant, list } from "./common.ts";

const spanSchema = z.object({ from: instant, to: instant });

const tallySchema = z
  .object({ valid: count, tampered: count, missing: count, extra: count, unverified: count })
  .openapi("IntegrityTally");

/** A verification's report, as the command line keeps it in the store. */
export const reportSchema = z.object({
  ...spanSchema.shape,
  intact: z.boolean().openapi({ description: "Everything in the range is valid, and there is no gap." }),
  digests: tallySchema,
  logs: tallySchema,
  readBytes: count,
  trails: list(
    z.object({
      prefix: z.string(),
      organizationId: z.string().nullable(),
      accountId: z.string(),
      region: z.string(),
      trailName: z.string(),
      homeRegion: z.string(),
      covered: spanSchema.nullable().openapi({ description: "Null where no digest is good." }),
      gaps: list(spanSchema),
    }),
  ),
});

export const integritySchema = z
  .object({
    ledger: z
      .object({ verified: count, tampered: count, unverified: count })
      .openapi({ description: "CloudTrail's log files in the store, by what verifications said of their bytes." }),
    verifications: list(z.object({ location: z.string(), verifiedAt: instant, ...reportSchema.shape })),
  })
  .openapi("Integrity");

export const verdictSchema = z.enum(["valid", "tampered", "missing", "extra", "unverified"]);

export const objectsSchema = z
  .object({
    objects: list(
      z.object({
        uri: z.string(),
        kind: z.enum(["digest", "log"]),
        verdict: verdictSchema,
        reason: z.string().nullable().openapi({ description: "Null if it is valid." }),
        sha256: z.string().nullable().openapi({ description: "Of the bytes as they are stored; null if not read." }),
        inStore: z.boolean().openapi({ description: "Whether the store took in exactly these bytes." }),
        verifiedAt: instant,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi("IntegrityObjects");
