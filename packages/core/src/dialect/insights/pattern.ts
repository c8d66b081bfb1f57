/**
 * A plan's pattern (RE2's plain part, written anew by the planner) as Logs Insights takes it. The end of the text is
 * `\z`: what `$` means before a last line feed is not documented.
 */
export function matchesPattern(pattern: string, ignoreCase: boolean): string {
  const pieces = [...pattern.matchAll(/\[\^?(?:\\x[0-9a-f]{2}|\\.|[^\]\\])*\]|\\x[0-9a-f]{2}|\\.|[\s\S]/gu)];
  const written = pieces.map(([piece]) => {
    if (piece === "$") return "\\z";
    if (!ignoreCase) return piece;
    if (piece.startsWith("[")) return eitherCaseClass(piece);
    return /^[a-z]$/.test(piece) ? `[${piece}${piece.toUpperCase()}]` : piece;
  });
  return `/${written.join("")}/`;
}

/** A class with the upper-case letters of the lower-case ones that it has. */
function eitherCaseClass(text: string): string {
  const [open = "["] = /^\[\^?/.exec(text) ?? [];
  const body = text.slice(open.length, -1);
  const members = [...body.matchAll(/(\\x[0-9a-f]{2}|\\.|.)(?:-(\\x[0-9a-f]{2}|.))?/gsu)];
  const upper = members.map(([, low = "", high = low]) => upperRange(codeOf(low), codeOf(high)));
  return `${open}${body}${upper.join("")}]`;
}

function upperRange(low: number, high: number): string {
  const [from, to] = [Math.max(low, 0x61), Math.min(high, 0x7a)];
  if (from > to) return "";
  return `${String.fromCharCode(from - 32)}-${String.fromCharCode(to - 32)}`;
}

/** The code of a member; of an escape such as `\t` none that is a letter's. */
function codeOf(member: string): number {
  if (member.startsWith("\\x")) return Number.parseInt(member.slice(2), 16);
  return member.startsWith("\\") ? 0 : (member.codePointAt(0) ?? 0);
}
