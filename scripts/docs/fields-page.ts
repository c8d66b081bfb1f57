import { catalog, type Field, fieldsOf, sourceNames } from "@trailkeep/core/catalog";

/** docs/fields.md, from the catalog. */
export function fieldsPage(): string {
  return [
    "# Sources and fields",
    "",
    "Generated from `packages/core/src/catalog` by `npm run docs`; do not edit. Names are those that queries use.",
    ...sourceNames.flatMap(sourceSection),
    "",
  ].join("\n");
}

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
