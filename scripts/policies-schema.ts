import { policyFileSchema } from "@trailkeep/core/retention";
import { z } from "zod";

/** The JSON Schema of policy files, as `docs/policies.schema.json` publishes it for editors. */
export function policiesJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(policyFileSchema, { io: "input" });
  return `${JSON.stringify({ $schema, title: "Trailkeep's retention policies", ...schema }, null, 2)}\n`;
}
