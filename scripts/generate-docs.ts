import { readFileSync, writeFileSync } from "node:fs";
import { catalog, type Field, fieldsOf, sourceNames } from "@trailkeep/core/catalog";
import { storesJsonSchema } from "./stores-schema.ts";

/** Writes the generated parts of docs/. With `--check` it only says whether they are true, for CI. */

const fields = [
  "# Sources and fields",
  "",
  "Generated from `packages/core/src/catalog` by `npm run docs`; do not edit. Names are those that queries use.",
  ...sourceNames.flatMap(sourceSection),
  "",
].join("\n");

const pages = { "docs/fields.md": fields, "docs/stores.schema.json": storesJsonSchema() };

for (const [name, text] of Object.entries(pages)) {
  if (process.argv.includes("--check")) check(name, text);
  else writeFileSync(place(name), text);
}

function place(name: string): URL {
  return new URL(`../${name}`, import.meta.url);
}

function sourceSection(name: (typeof sourceNames)[number]): string[] {
  const { doc, reference, time, id } = catalog[name];
  return [
    "",
    `## \`${name}\``,
    "",
    `${doc} Format: <${reference}>. The record's time is \`${time}\`, its id \`${id}\`.`,
    "",
    "| field | type | since | what |",
    "|---|---|---|---|",
    ...fieldsOf(name).map(fieldRow),
  ];
}

function fieldRow([name, field]: readonly [string, Field]): string {
  const type = field.type === "list" ? `list of ${(field.members ?? []).join(", ")}` : field.type;
  return `| \`${name}\` | ${type} | ${field.since ?? ""} | ${field.doc.replaceAll("|", "\\|")} |`;
}

function check(name: string, text: string): void {
  if (readFileSync(place(name), "utf8") === text) return;
  process.stderr.write(`${name} is not what the sources say: run \`npm run docs\`\n`);
  process.exitCode = 1;
}
