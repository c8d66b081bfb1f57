import { z } from "@hono/zod-openapi";
import { selectorSchema } from "@trailkeep/core/retention/local";
import { count, instant, list, maybeInstant } from "./common.ts";

const hash = z.string().regex(/^[0-9a-f]{8,64}$/, "a plan's hash, or its first 8 digits at least");
const text = (max: number) => z.string().min(1).max(max);

/** What the routes take. */
export const planBody = z.strictObject({
  policies: z
    .strictObject({ name: text(1_024).describe("For errors: where the file stands."), text: text(4_194_304) })
    .optional()
    .describe("A policy file, YAML or JSON; the policies in force if left out."),
});
export const hashBody = z.strictObject({ hash });
export const holdBody = z.strictObject({
  name: text(200),
  select: selectorSchema,
  start: z.iso.datetime({ offset: true }).nullable().default(null).describe("The first event time that is held."),
  end: z.iso.datetime({ offset: true }).nullable().default(null).describe("The first event time after it."),
  reason: text(2_000),
});
export const releaseBody = z.strictObject({ reason: text(2_000) });

const identity = { store: z.string(), kind: z.string(), name: z.string() };
const verdict = z.enum(["compliant", "too_short", "too_long", "indefinite", "unknown"]);

export const actionSchema = z
  .looseObject({
    ...identity,
    type: z.string(),
    destroys: z.boolean().openapi({ description: "Whether records can be gone because of it." }),
    reason: z.string(),
    because: list(z.string()).openapi({ description: "Names of the policies or holds that ask for it." }),
  })
  .openapi("RetentionAction", { description: "Beside these members each type has its own: before, after, days." });

const assessmentSchema = z.object({ ...identity, verdict, why: z.string(), policies: list(z.string()) });

export const policiesSchema = z
  .object({ name: z.string(), text: z.string(), hash: z.string(), since: instant })
  .openapi("RetentionPolicies");

export const planSchema = z
  .object({
    hash: z.string().openapi({ description: "Names the plan: what it does, under which policies." }),
    plannedAt: instant,
    needsApproval: z.boolean(),
    approvedBy: list(z.string()),
    policies: z.object({ name: z.string(), hash: z.string(), inForce: z.boolean() }),
    actions: list(actionSchema),
    findings: list(z.object({ ...identity, code: z.string(), message: z.string(), policies: list(z.string()) })),
    assessments: list(assessmentSchema),
  })
  .openapi("RetentionPlan");

export const approvalSchema = z
  .object({ planHash: z.string(), by: z.string(), at: instant, record: count })
  .openapi("RetentionApproval");

export const reportSchema = z
  .object({
    planHash: z.string(),
    status: z.enum(["applied", "incomplete", "unchanged"]),
    results: list(
      z.object({
        action: actionSchema,
        outcome: z.enum(["done", "withheld", "failed"]),
        changed: z.boolean(),
        why: z.string().nullable(),
      }),
    ),
  })
  .openapi("RetentionReport");

const holdSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    select: z.record(z.string(), z.unknown()),
    start: maybeInstant,
    end: maybeInstant,
    reason: z.string(),
    placedBy: z.string(),
    placedAt: instant,
  })
  .openapi("Hold");

const releasedSchema = z
  .object({ hold: holdSchema, releasedBy: z.string(), releasedAt: instant, reason: z.string() })
  .openapi("ReleasedHold");

export const holdReply = holdSchema;
export const releasedReply = releasedSchema;
export const holdsSchema = z.object({ standing: list(holdSchema), released: list(releasedSchema) }).openapi("Holds");

const recordSchema = z
  .object({
    seq: count,
    atMs: z.int(),
    kind: z.string(),
    principal: z.string(),
    body: z.record(z.string(), z.unknown()),
    previous: z.string(),
    hash: z.string(),
    signature: z.string(),
  })
  .openapi("EvidenceRecord", { description: "As it was hashed and signed: with epoch milliseconds." });

export const evidenceSchema = z
  .object({ records: list(recordSchema), nextCursor: z.string().nullable() })
  .openapi("Evidence");

export const verificationSchema = z
  .object({
    whole: z.boolean(),
    records: count,
    tampering: z.object({ seq: count, message: z.string() }).nullable(),
  })
  .openapi("EvidenceVerification");

export const complianceSchema = z
  .object({
    stores: list(
      assessmentSchema.extend({
        asks: z.string(),
        rules: list(z.object({ policy: z.string(), framework: z.string(), clause: z.string() })),
      }),
    ),
  })
  .openapi("Compliance");

export const adoptBody = z.strictObject({
  owner: text(200).describe("Who is to answer for the policies until somebody else does."),
});

export const adoptedSchema = z
  .object({
    text: z.string().openapi({ description: "A policy file in YAML." }),
    policies: count,
    stores: count,
    left: list(z.object({ store: z.string(), kind: z.string(), why: z.string() })).openapi({
      description: "Stores that no policy of the file speaks of.",
    }),
  })
  .openapi("AdoptedPolicies");

export const checksSchema = z
  .object({
    checks: list(
      z.object({
        check: z.string(),
        resource: z.string(),
        name: z.string(),
        status: z.enum(["pass", "fail", "unknown"]),
        why: z.string(),
        awsConfig: list(z.string()),
        prowler: list(z.string()),
      }),
    ),
  })
  .openapi("RetentionChecks", { description: "`awsConfig` and `prowler` name the rules that ask the same." });

const bodies = {
  RetentionPlanRequest: planBody,
  RetentionHashRequest: hashBody,
  HoldRequest: holdBody,
  HoldReleaseRequest: releaseBody,
  RetentionAdoptRequest: adoptBody,
} as const;

/** The bodies as components of the OpenAPI document. The routes judge them themselves, to say where they are wrong. */
export function retentionComponents(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  return Object.fromEntries(
    Object.entries(bodies).map(([id, schema]) => {
      const { $schema, "~standard": _, ...shown } = z.toJSONSchema(schema, { io: "input" });
      return [id, shown];
    }),
  );
}

/** The request body of a route. */
export function bodyOf(name: keyof typeof bodies) {
  return { required: true, content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } } };
}
