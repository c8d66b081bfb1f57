import type { Run } from "../trino/runs.ts";
import type { LakeSwitches } from "./switches.ts";

/** Cells as GetQueryResults gives them: each an object of one member, its column's name and its text. */
export function lakeRows(
  run: Run,
  rows: Run["rows"],
  switches: Pick<LakeSwitches, "timestamps" | "nulls">,
): readonly (readonly Readonly<Record<string, string | null>>[])[] {
  return rows.map((row) =>
    run.columns.map(({ name, type }, index) => {
      const text = row[index] ?? null;
      if (text === null) return switches.nulls === "null" ? { [name]: null } : {};
      return { [name]: type.startsWith("timestamp") ? timestampText(text, switches.timestamps) : text };
    }),
  );
}

/** Trino writes `2026-03-01 08:00:00.000`, with the zone's name behind where the type has one. */
function timestampText(text: string, form: LakeSwitches["timestamps"]): string {
  const bare = text.replace(/ UTC$/, "");
  switch (form) {
    case "plain":
      return text;
    case "rfc3339":
      return `${bare.replace(" ", "T")}Z`;
    case "zoned":
      return `${bare} UTC`;
  }
}
