import { readFileSync, writeFileSync } from "node:fs";
import { fieldsPage } from "./docs/fields-page.ts";
import { limitsPage } from "./docs/limits-page.ts";
import { policiesJsonSchema } from "./policies-schema.ts";
import { storesJsonSchema } from "./stores-schema.ts";

/** Writes the generated pages of docs/. With `--check` it only says whether they are true, for CI. */

const pages = {
  "docs/fields.md": fieldsPage,
  "docs/limits.md": limitsPage,
  "docs/policies.schema.json": policiesJsonSchema,
  "docs/stores.schema.json": storesJsonSchema,
} as const satisfies Record<string, () => string>;

for (const [name, page] of Object.entries(pages)) {
  const path = new URL(`../${name}`, import.meta.url);
  if (!process.argv.includes("--check")) writeFileSync(path, page());
  else if (readFileSync(path, "utf8") !== page()) {
    process.stderr.write(`${name} is not what the code says: run \`npm run docs\`\n`);
    process.exitCode = 1;
  }
}
