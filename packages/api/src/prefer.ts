/** What of the `Prefer` header (RFC 7240) this service knows. */
export interface Preferences {
  /** Seconds to wait for the result; null if the client did not say. */
  readonly waitSeconds: number | null;
  readonly respondAsync: boolean;
}

const preference = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]*)))?\s*$/;

/** Reads a `Prefer` header. What cannot be read, or is not known, is passed over, as RFC 7240 section 2 asks. */
export function readPreferences(header: string | undefined): Preferences {
  const named = new Map<string, string>();
  for (const item of splitOutsideQuotes(header ?? "", ",")) {
    const [first = ""] = splitOutsideQuotes(item, ";");
    const match = preference.exec(first.trim());
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && !named.has(name)) named.set(name, match?.[2] ?? match?.[3] ?? "");
  }
  const wait = named.get("wait") ?? "";
  return { waitSeconds: /^\d{1,9}$/.test(wait) ? Number(wait) : null, respondAsync: named.has("respond-async") };
}

/** How long to wait, and the `Preference-Applied` to answer with. `wait` says how long, `respond-async` alone not at all. */
export function waitFor(
  preferences: Preferences,
  { defaultMs, maxMs }: { readonly defaultMs: number; readonly maxMs: number },
): { readonly waitMs: number; readonly applied: string | null } {
  const { waitSeconds, respondAsync } = preferences;
  if (waitSeconds !== null) {
    const waitMs = Math.min(waitSeconds * 1000, maxMs);
    return { waitMs, applied: `${respondAsync ? "respond-async, " : ""}wait=${Math.floor(waitMs / 1000)}` };
  }
  return respondAsync ? { waitMs: 0, applied: "respond-async" } : { waitMs: defaultMs, applied: null };
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [""];
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === separator && !quoted) {
      parts.push("");
      continue;
    }
    if (character === '"') quoted = !quoted;
    const escaped = quoted && character === "\\" ? text.charAt(++index) : "";
    parts[parts.length - 1] += character + escaped;
  }
  return parts;
}
