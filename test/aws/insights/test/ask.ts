import { defaultReadings, evaluate, type LogEvent, parseQuery, type Readings } from "../index.ts";

const startMs = Date.parse("2026-03-01T00:00:00Z");

/** A second after the one before it; a text is a message, anything else becomes JSON. */
export function eventsOf(messages: readonly unknown[], group = "app"): readonly LogEvent[] {
  return messages.map((message, index) => ({
    timestamp: startMs + index * 1000,
    ingestionTime: startMs + index * 1000 + 500,
    message: typeof message === "string" ? message : JSON.stringify(message),
    logStream: "stream",
    log: `111122223333:${group}`,
    discovered: true,
  }));
}

/** The rows that a query gives over events, each as an object of its cells. */
export function askEvents(
  text: string,
  events: readonly LogEvent[],
  given: Partial<Readings> = {},
  others: Readonly<Record<string, readonly LogEvent[]>> = {},
): readonly Readonly<Record<string, string>>[] {
  const readings = { ...defaultReadings, ...given };
  const answer = evaluate(parseQuery(text, readings), {
    readings,
    clock: { startMs, endMs: startMs + 3_600_000, nowMs: startMs + 7_200_000 },
    events: (selection) => (selection === null ? events : selection.names.flatMap((name) => others[name] ?? [])),
    limit: null,
  });
  return answer.rows.map(({ cells }) => Object.fromEntries(cells.map(({ field, value }) => [field, value])));
}

/** The same over messages. */
export function ask(text: string, messages: readonly unknown[], given: Partial<Readings> = {}) {
  return askEvents(text, eventsOf(messages), given);
}

/** The values of one column. */
export function column(name: string, text: string, messages: readonly unknown[], given: Partial<Readings> = {}) {
  return ask(text, messages, given).map((row) => row[name]);
}
