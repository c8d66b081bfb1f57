import type { PeriodUnit } from "../ast.ts";
import { numberOf, Timestamp, textOf, type Value } from "../value.ts";
import { type Call, type FunctionOfRow, over, refuse } from "./function.ts";

/** The most of a unit that a period can have: beyond it AWS silently takes this (CWL_QuerySyntax-datetime). */
const caps: Partial<Record<PeriodUnit, number>> = { ms: 1000, s: 60, m: 60, h: 24 };

const fixedMs: Partial<Record<PeriodUnit, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const monthsIn: Partial<Record<PeriodUnit, number>> = { mo: 1, q: 3, y: 12 };

/** Datetime functions (CWL_QuerySyntax-datetime). Calendars and formats are those of UTC. */
export const timeFunctions = {
  bin: over(1, 1, (call) => rounded(call.timestamp, call, 0, "floor")),
  datefloor: over(2, 2, (call) => rounded(call.values[0], call, 1, "floor")),
  dateceil: over(2, 2, (call) => rounded(call.values[0], call, 1, "ceil")),
  frommillis: over(1, 1, ({ values: [value] }) => {
    const ms = numberOf(value);
    return ms === null ? undefined : new Timestamp(ms);
  }),
  tomillis: over(1, 1, ({ values: [value] }) => (value instanceof Timestamp ? value.ms : undefined)),
  now: over(0, 0, ({ clock }) => Math.floor(clock.nowMs / 1000)),
  querystarttime: over(0, 0, ({ clock }) => clock.startMs),
  queryendtime: over(0, 0, ({ clock }) => clock.endMs),
  querytimerange: over(0, 0, ({ clock }) => clock.endMs - clock.startMs),
  parsedate: over(2, 3, parseDate),
  formatdate: over(2, 3, formatDate),
  strftime: over(2, 3, formatDate),
} as const satisfies Record<string, FunctionOfRow>;

function rounded(value: Value, call: Call, place: number, way: "floor" | "ceil"): Value {
  const period = call.args[place];
  if (period?.kind !== "period") throw refuse("a period such as 5m must stand here", call);
  const ms = numberOf(value);
  if (ms === null) return undefined;
  const amount = Math.min(period.amount, caps[period.unit] ?? period.amount);
  const unitMs = fixedMs[period.unit];
  if (unitMs !== undefined) return new Timestamp(Math[way](ms / (amount * unitMs)) * amount * unitMs);
  return new Timestamp(monthStart(ms, amount * (monthsIn[period.unit] ?? 1), way));
}

/** Counted in months from year 0. */
function monthStart(ms: number, width: number, way: "floor" | "ceil"): number {
  const date = new Date(ms);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const start = Math.floor(months / width) * width;
  const startMs = Date.UTC(0, start) === ms ? ms : utcMonth(start);
  return way === "ceil" && startMs < ms ? utcMonth(start + width) : startMs;
}

function utcMonth(months: number): number {
  return Date.UTC(Math.floor(months / 12), months % 12);
}

/** Java's letters: y M d H m s S, text between quotes. */
function parseDate(call: Call): Value {
  const [text, format] = call.values.map((value) => textOf(value, call.readings));
  utcOnly(call);
  if (text == null || format == null) return undefined;
  const shape = format.replace(/'([^']*)'|y+|M+|d+|H+|m+|s+|S+|[\s\S]/g, (part, quoted?: string) => {
    const letter = part.charAt(0);
    if (quoted === undefined && /[yMdHmsS]/.test(letter)) return `(?<${letter}>\\d{${part.length}})`;
    return (quoted ?? part).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  const found = new RegExp(`^${shape}$`).exec(text)?.groups;
  if (found === undefined) return undefined;
  const { y = "1970", M = "1", d = "1", H = "0", m = "0", s = "0", S = "0" } = found;
  const ms = Number(`0.${S}`) * 1000;
  return Date.UTC(Number(y), Number(M) - 1, Number(d), Number(H), Number(m), Number(s), ms);
}

/** strftime's %Y %m %d %H %M %S %j %%. */
function formatDate(call: Call): Value {
  const ms = numberOf(call.values[0]);
  const format = textOf(call.values[1], call.readings);
  utcOnly(call);
  if (ms === null || format === null) return undefined;
  const iso = new Date(ms).toISOString();
  const day = Math.floor((ms - Date.UTC(new Date(ms).getUTCFullYear(), 0)) / 86_400_000) + 1;
  const parts: Readonly<Record<string, string>> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    j: String(day).padStart(3, "0"),
    "%": "%",
  };
  return format.replace(/%(.)/g, (whole, letter: string) => parts[letter] ?? whole);
}

function utcOnly(call: Call): void {
  const zone = textOf(call.values[2], call.readings);
  if (zone !== null && zone !== "UTC") throw new Error(`the evaluator has no time zone ${zone}`);
}
