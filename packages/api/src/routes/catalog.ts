import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { catalog, fieldsOf, isSourceName, type SourceName, sourceNames, sourceOf } from "@trailkeep/core/catalog";
import { tableDdl, tabledSource } from "@trailkeep/core/ddl";
import { TrailkeepError } from "@trailkeep/core/error";
import { operatorsOf } from "@trailkeep/core/query";
import type { ApiEnv } from "../env.ts";
import { count, jsonReply, list, problemReplies } from "../schema/common.ts";
import { ddlParameters, ddlSchema } from "../schema/ddl.ts";

const tags = ["catalog"];

const summary = {
  name: z.string(),
  doc: z.string(),
  reference: z.string().openapi({ description: "Where the format is documented." }),
  stores: list(z.enum(["lake", "athena", "insights", "local"])).openapi({
    description: "The kinds of store that can hold it.",
  }),
  time: z.string().openapi({ description: "The field that time ranges and buckets go by." }),
  id: z.string().openapi({ description: "The field that names the event or request." }),
};

const fieldSchema = z
  .object({
    name: z.string(),
    type: z.enum(["string", "integer", "double", "boolean", "timestamp", "json", "list"]),
    doc: z.string(),
    since: z.string().nullable().openapi({ description: "The version of the record format that brought the field." }),
    members: list(z.string()).openapi({ description: "Members of a list's elements." }),
    operators: list(z.string()).openapi({ description: "The operators that predicates may use on the field." }),
  })
  .openapi("Field");

const catalogSchema = z.object({ sources: list(z.object({ ...summary, fields: count })) }).openapi("Catalog");
const sourceSchema = z.object({ ...summary, fields: list(fieldSchema) }).openapi("Source");
const sourceParameter = z.object({
  source: z.string().openapi({ description: "A source's name.", example: "cloudtrail" }),
});

const unchanged = { description: "What the `ETag` in `If-None-Match` stands for is still so." };

const listSources = createRoute({
  method: "get",
  path: "/v1/catalog",
  tags,
  operationId: "listSources",
  summary: "List what can be asked about",
  responses: { 200: jsonReply(catalogSchema, "The sources."), 304: unchanged, ...problemReplies() },
});

const readSource = createRoute({
  method: "get",
  path: "/v1/catalog/{source}",
  tags,
  operationId: "getSource",
  summary: "Show a source's fields, their types and operators",
  request: { params: sourceParameter },
  responses: { 200: jsonReply(sourceSchema, "The source."), 304: unchanged, ...problemReplies(404) },
});

const readDdl = createRoute({
  method: "get",
  path: "/v1/catalog/{source}/ddl",
  tags,
  operationId: "getSourceDdl",
  summary: "Write the statements that make a source's tables in Athena",
  description: "Nothing is run. The tables are over the store on S3, or over logs as AWS delivers them.",
  request: { params: sourceParameter, query: ddlParameters },
  responses: { 200: jsonReply(ddlSchema, "The statements."), 304: unchanged, ...problemReplies(400, 404, 422) },
});

/** What can be asked about. */
export function catalogRoutes(app: OpenAPIHono<ApiEnv>): void {
  app.openapi(listSources, (c) =>
    c.json({ sources: sourceNames.map((name) => ({ ...about(name), fields: fieldsOf(name).length })) }, 200),
  );
  app.openapi(readSource, (c) => c.json(describeSource(sourceNamed(c.req.valid("param").source)), 200));
  app.openapi(readDdl, (c) => {
    const source = sourceNamed(c.req.valid("param").source);
    const { shape, ...options } = c.req.valid("query");
    return c.json({ source, shape, statements: [...tableDdl(tabledSource(source), shape, options)] }, 200);
  });
}

function sourceNamed(name: string): SourceName {
  if (isSourceName(name)) return name;
  const hint = `there are ${sourceNames.join(", ")}`;
  throw new TrailkeepError("not-found", { message: `there is no source ${JSON.stringify(name)}`, hint });
}

function describeSource(name: SourceName): z.infer<typeof sourceSchema> {
  const fields = fieldsOf(name).map(([field, { type, doc, since = null, members = [] }]) => ({
    name: field,
    type,
    doc,
    since,
    members,
    // A list is asked about as the JSON that it is shown as.
    operators: operatorsOf[type === "list" ? "json" : type],
  }));
  return { ...about(name), fields };
}

function about(name: SourceName) {
  const { doc, reference, stores, time, id } = sourceOf(name);
  return { name: catalog[name].name, doc, reference, stores: [...stores], time, id };
}
