import { readFileSync, writeFileSync } from "node:fs";
import { catalog, type Field, fieldsOf, sourceNames } from "@trailkeep/core/catalog";

/** Writes docs/fields.md from the catalog. With `--check` it only says whether the page is true, for CI. */

const page = new URL("../docs/fields.md", import.meta.url);
const text = [
  "# Sources and fields",
  "",
  "Generated from `packages/core/src/catalog` by `npm run docs`; do not edit. Names are those that queries use.",
  ...sourceNames.flatMap(sourceSection),
  "",
].join("\n");

if (process.argv.includes("--check")) check();
else writeFileSync(page, text);

function sourceSection(name: (typeof sourceNames)[number]): string[] {
  const { doc, reference, stores, time, id } = catalog[name];
  return [
    "",
    `## \`${name}\``,
    "",
    `${doc} Format: <${reference}>. The record's time is \`${time}\`, its id \`${id}\`. Held by: ${stores.join(", ")}.`,
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

function check(): void {
  if (readFileSync(page, "utf8") === text) return;
  process.stderr.write("docs/fields.md is not what the catalog says: run `npm run docs`\n");
  process.exitCode = 1;
}
