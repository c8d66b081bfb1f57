import { storesSchema } from "@trailkeep/core/stores";
import { z } from "zod";

/** The JSON Schema of the stores file, as `docs/stores.schema.json` publishes it for editors. */
export function storesJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(storesSchema, { io: "input" });
  return `${JSON.stringify({ $schema, title: "Trailkeep's stores file", ...schema }, null, 2)}\n`;
}
