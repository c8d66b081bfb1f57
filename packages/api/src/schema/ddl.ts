import { z } from "@hono/zod-openapi";
import { tableShapes } from "@trailkeep/core/ddl";
import { list } from "./common.ts";

const names = (description: string) =>
  z
    .string()
    .regex(/^([^,]+(,[^,]+)*)?$/, "must be names with commas between them")
    .transform((text) => (text === "" ? [] : text.split(",")))
    .prefault("")
    .openapi({ type: "string", description });

/** What the tables are made for, in the query string. */
export const ddlParameters = z.object({
  shape: z.enum(tableShapes).default("store").openapi({ description: "What the tables are over." }),
  database: z.string().default("trailkeep").openapi({ description: "The database." }),
  table: z.string().optional().openapi({ description: "The table, if not named after the source." }),
  location: z
    .string()
    .default("s3://amzn-s3-demo-bucket/")
    .openapi({ description: "The store, or what stands before `AWSLogs/` or the days." }),
  from: z.string().default("2024-01-01").openapi({ description: "The first day that there are logs of." }),
  accounts: names("Raw CloudTrail: accounts whose logs are there, commas between them."),
  regions: names("Raw CloudTrail: regions whose logs are there, commas between them."),
  organization: z.string().optional().openapi({ description: "Raw CloudTrail: the organization whose trail it is." }),
  simplePrefix: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true")
    .openapi({ type: "boolean", description: "Raw access logs: they lie in one folder, not in one a day." }),
});

export const ddlSchema = z
  .object({ source: z.string(), shape: z.enum(tableShapes), statements: list(z.string()) })
  .openapi("Ddl");
