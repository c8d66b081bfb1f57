import { predicateSchema, querySchema, unionSchema } from "@trailkeep/core/query";
import { z } from "zod";
import { firstQuery } from "../first-query.ts";

const pageBounds = "a page has 1 to 10,000 rows";

/** What a query may say beside itself. */
export const optionsSchema = z.strictObject({
  engine: z.string().optional().describe("A store's name, or `auto` (the default)."),
  exact: z.boolean().optional().describe("Refuse engines that can only approximate, or may hold a record twice."),
  distinctRecords: z.boolean().optional().describe("Leave repeats of a record out where the store may hold some."),
  deliverTo: z
    .string()
    .optional()
    .describe("Where in S3 to put a copy of the result, signed: `s3://bucket/prefix/`. Stores of CloudTrail Lake can."),
  pageSize: z.int().min(1, pageBounds).max(10_000, pageBounds).optional().describe("Rows a page; 1,000 if left out."),
  params: z.record(z.string(), z.unknown()).optional().describe("Values for the parameters that the query declares."),
});

const selectBody = querySchema.extend(optionsSchema.shape);
const unionBody = unionSchema.extend(optionsSchema.shape);

/**
 * The query as components of the OpenAPI document, made from the one schema that the core validates with. The routes
 * refer to them by name and do not validate again: the core's messages know near misses and places.
 */
export function queryComponents(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const registry = z.registry<{ id: string; description?: string }>();
  registry.add(selectBody, { id: "Query", description: "A typed audit query, with the options of its run." });
  registry.add(unionBody, {
    id: "UnionQuery",
    description: "Several queries' rows together, with the options of the run.",
  });
  registry.add(predicateSchema, { id: "Predicate", description: "A condition; `and`, `or` and `not` nest." });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: reference });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id, $schema, ...schema }]) => [id, schema]));
}

/** The request body of the routes that take a query. */
export const queryBody = {
  required: true,
  content: {
    "application/json": {
      schema: { anyOf: [{ $ref: reference("Query") }, { $ref: reference("UnionQuery") }] },
      example: firstQuery,
    },
  },
};

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}
