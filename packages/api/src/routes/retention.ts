import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { TrailkeepError } from "@trailkeep/core/error";
import { formatInstant } from "@trailkeep/core/query";
import { jsonBody } from "../body.ts";
import { callerOf } from "../caller.ts";
import type { ApiEnv } from "../env.ts";
import type { RetentionOf } from "../retention-of.ts";
import { jsonReply, limitParameter, problemReplies } from "../schema/common.ts";
import {
  approvalSchema,
  bodyOf,
  complianceSchema,
  evidenceSchema,
  hashBody,
  planBody,
  planSchema,
  policiesSchema,
  reportSchema,
  verificationSchema,
} from "../schema/retention.ts";
import { wirePlan, wirePolicies, wireReport } from "../wire-retention.ts";

const tags = ["retention"];

const readPolicies = createRoute({
  method: "get",
  path: "/v1/retention/policies",
  tags,
  operationId: "getRetentionPolicies",
  summary: "Show the policies in force",
  responses: { 200: jsonReply(policiesSchema, "The policy file, as it was applied."), ...problemReplies(404) },
});

const makePlan = createRoute({
  method: "post",
  path: "/v1/retention/plan",
  tags,
  operationId: "planRetention",
  summary: "Say what would have to change, and change nothing",
  request: { body: bodyOf("RetentionPlanRequest") },
  responses: { 200: jsonReply(planSchema, "The plan."), ...problemReplies(400, 404, 413, 415) },
});

const approvePlan = createRoute({
  method: "post",
  path: "/v1/retention/approve",
  tags,
  operationId: "approveRetention",
  summary: "Consent to a plan",
  request: { body: bodyOf("RetentionHashRequest") },
  responses: { 200: jsonReply(approvalSchema, "It is on record."), ...problemReplies(400, 404, 413, 415) },
});

const applyPlan = createRoute({
  method: "post",
  path: "/v1/retention/apply",
  tags,
  operationId: "applyRetention",
  summary: "Carry out a plan, and put its policies in force",
  description:
    "The plan is made anew; where it has become another, nothing is changed and each difference is a problem.",
  request: { body: bodyOf("RetentionHashRequest") },
  responses: { 200: jsonReply(reportSchema, "What was done."), ...problemReplies(400, 403, 404, 409, 413, 415) },
});

const listEvidence = createRoute({
  method: "get",
  path: "/v1/retention/evidence",
  tags,
  operationId: "listEvidence",
  summary: "List what was planned, approved, held and done",
  request: {
    query: z.strictObject({
      cursor: z.string().optional().openapi({ description: "`nextCursor` of the page before." }),
      limit: limitParameter(1_000, "Records, at most; 100 if left out."),
    }),
  },
  responses: { 200: jsonReply(evidenceSchema, "Records, oldest first."), ...problemReplies(400) },
});

const verifyEvidence = createRoute({
  method: "get",
  path: "/v1/retention/evidence/verification",
  tags,
  operationId: "verifyEvidence",
  summary: "Say whether the evidence is what was written",
  responses: { 200: jsonReply(verificationSchema, "Whether it is, or where it is not."), ...problemReplies() },
});

const readCompliance = createRoute({
  method: "get",
  path: "/v1/retention/compliance",
  tags,
  operationId: "getCompliance",
  summary: "Say how every store stands against the policies in force",
  responses: { 200: jsonReply(complianceSchema, "Every store."), ...problemReplies(404) },
});

/** Policies, plans, evidence and compliance. */
export function retentionRoutes(app: OpenAPIHono<ApiEnv>, retention: RetentionOf): void {
  app.openapi(readPolicies, async (c) => {
    const policies = await retention(callerOf(c)).policies();
    if (policies !== null) return c.json(wirePolicies(policies), 200);
    const hint = "POST /v1/retention/plan with some, then /v1/retention/apply";
    throw new TrailkeepError("not-found", { message: "no policies are in force yet", hint });
  });
  app.openapi(makePlan, async (c) => {
    const { policies } = parsed(planBody, await jsonBody(c));
    return c.json(wirePlan(await retention(callerOf(c)).plan(policies, c.req.raw.signal)), 200);
  });
  app.openapi(approvePlan, async (c) => {
    const { hash } = parsed(hashBody, await jsonBody(c));
    const { principal, atMs, seq, body } = await retention(callerOf(c)).approve(hash);
    return c.json({ planHash: String(body["planHash"]), by: principal, at: formatInstant(atMs), record: seq }, 200);
  });
  app.openapi(applyPlan, async (c) => {
    const { hash } = parsed(hashBody, await jsonBody(c));
    return c.json(wireReport(await retention(callerOf(c)).apply(hash)), 200);
  });
  app.openapi(listEvidence, async (c) => {
    const { cursor, limit = 100 } = c.req.valid("query");
    const after = cursor === undefined ? 0 : decodeCursor(cursor);
    const all = await retention(callerOf(c)).evidence();
    const records = all.slice(after, after + limit).map((record) => ({ ...record }));
    return c.json({ records, nextCursor: after + limit < all.length ? String(after + limit) : null }, 200);
  });
  app.openapi(verifyEvidence, async (c) => {
    const tampering = await retention(callerOf(c)).verify();
    const records =
      tampering === null ? (await retention(callerOf(c)).evidence()).length : Math.max(0, tampering.seq - 1);
    return c.json({ whole: tampering === null, records, tampering }, 200);
  });
  app.openapi(readCompliance, async (c) => {
    const stores = await retention(callerOf(c)).compliance(c.req.raw.signal);
    return c.json({ stores: stores.map((store) => ({ ...store })) }, 200);
  });
}

/** A body by its schema. Throws invalid-request with a JSON pointer for each thing that is wrong. */
export function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new TrailkeepError(
    "invalid-request",
    result.error.issues.map(({ path, message }) => ({ message, at: path.map((step) => `/${String(step)}`).join("") })),
  );
}

function decodeCursor(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  const hint = "take `nextCursor` of the page before";
  throw new TrailkeepError("invalid-request", { message: "this is no cursor", at: "query parameter cursor", hint });
}
