import type { RecordCounts } from "@trailkeep/core/store";

/** The counts of records as the table's items have them. */
export function recordValues({ read, written, repeated, quarantined, expired }: RecordCounts) {
  return {
    recordsRead: read,
    recordsWritten: written,
    recordsRepeated: repeated,
    recordsQuarantined: quarantined,
    recordsExpired: expired,
  };
}

/** An update that sets values, of which a condition may speak by `#name`; with values that the condition needs beside. */
export function setting(
  values: Readonly<Record<string, unknown>>,
  { condition, also }: { readonly condition: string; readonly also: Readonly<Record<string, unknown>> },
) {
  const names = Object.keys(values);
  return {
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
      ...also,
    },
  };
}
