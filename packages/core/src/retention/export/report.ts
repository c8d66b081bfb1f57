import type { PoliciesInForce, ReleasedHold } from "../apply/history.ts";
import type { ComplianceOf } from "../compliance.ts";
import type { Anchor, EvidenceRecord, Tampering } from "../evidence/index.ts";
import type { Hold } from "../plan/index.ts";

export interface ReportInput {
  readonly madeAtMs: number;
  readonly policies: PoliciesInForce | null;
  readonly stores: readonly ComplianceOf[];
  readonly holds: readonly Hold[];
  readonly released: readonly ReleasedHold[];
  readonly records: readonly EvidenceRecord[];
  readonly anchor: Anchor | null;
  /** PEM. */
  readonly publicKey: string | null;
  readonly tampering: Tampering | null;
}

/** One page for an auditor: per store what the rule asks, what was set and deleted, since when, and the record that proves it. */
export function evidenceReport(input: ReportInput): string {
  const { tampering, records, madeAtMs } = input;
  const whole =
    tampering === null
      ? `The chain of evidence is whole: ${records.length} records, each signed, the last one anchored.`
      : `The chain of evidence is NOT whole, at record ${tampering.seq}: ${tampering.message}.`;
  return page("Trailkeep: retention", [
    `<p>Made ${instant(madeAtMs)}.</p>`,
    `<p class="${tampering === null ? "whole" : "broken"}">${text(whole)}</p>`,
    section("Stores", storesTable(input)),
    section("Legal holds", holdsTable(input)),
    section("What was done", recordsTable(records)),
    section("Policies in force", policiesText(input.policies)),
    section("To check it yourself", proofText(input)),
  ]);
}

function storesTable({ stores, records }: ReportInput): string {
  return table(
    ["Store", "What the rules ask", "Rules", "State", "Why", "What was done", "Records"],
    stores.map((store) => {
      const own = doneTo(store.store, records);
      return [
        `${store.kind}: ${store.name}`,
        store.asks,
        store.rules.map(({ policy, framework, clause }) => `${policy} (${framework} ${clause})`).join("; "),
        store.verdict,
        store.why,
        own.map(({ atMs, reason }) => `${instant(atMs)}: ${reason}`).join("; "),
        own.map(({ seq }) => seq).join(", "),
      ];
    }),
  );
}

interface Done {
  readonly seq: number;
  readonly atMs: number;
  readonly reason: string;
}

/** Actions on a store that were verified, by the record of the verification. */
function doneTo(store: string, records: readonly EvidenceRecord[]): readonly Done[] {
  const reasons = new Map<unknown, string>();
  const done: Done[] = [];
  for (const { kind, seq, atMs, body } of records) {
    if (kind === "apply" && body["step"] === "acting") reasons.set(body["actionKey"], reasonOf(body["action"]));
    const isOwn = kind === "verification" && body["outcome"] === "done" && body["store"] === store;
    if (isOwn) done.push({ seq, atMs, reason: reasons.get(body["actionKey"]) ?? "as planned" });
  }
  return done;
}

function reasonOf(action: unknown): string {
  const has = typeof action === "object" && action !== null && "reason" in action;
  return has ? String(action.reason) : "as planned";
}

function holdsTable({ holds, released }: ReportInput): string {
  const range = ({ startMs, endMs }: Hold) => `${bound(startMs)} to ${bound(endMs)}`;
  return table(
    ["Hold", "Covers", "Event times", "Reason", "Placed", "Released"],
    [
      ...holds.map((hold) => [hold.name, selector(hold), range(hold), hold.reason, placed(hold), "stands"]),
      ...released.map(({ hold, releasedBy, releasedAtMs, reason }) => [
        hold.name,
        selector(hold),
        range(hold),
        hold.reason,
        placed(hold),
        `${instant(releasedAtMs)} by ${releasedBy}: ${reason}`,
      ]),
    ],
  );
}

const selector = ({ select }: Hold) => JSON.stringify(select);
const placed = ({ placedAtMs, placedBy }: Hold) => `${instant(placedAtMs)} by ${placedBy}`;
const bound = (timeMs: number | null) => (timeMs === null ? "no bound" : instant(timeMs));

function recordsTable(records: readonly EvidenceRecord[]): string {
  return table(
    ["Record", "When", "What", "Who", "Contents", "Hash"],
    records.map(({ seq, atMs, kind, principal, body, hash }) => [
      String(seq),
      instant(atMs),
      kind,
      principal,
      JSON.stringify(body),
      hash,
    ]),
  );
}

function policiesText(policies: PoliciesInForce | null): string {
  if (policies === null) return "<p>None.</p>";
  return `<p>${text(policies.name)}, since ${instant(policies.sinceMs)}.</p><pre>${text(policies.text)}</pre>`;
}

function proofText({ anchor, publicKey }: ReportInput): string {
  const how = `Every record's hash is SHA-256 of its canonical JSON (RFC 8785) without hash and signature; "previous" is the hash of the record before; the signature is Ed25519 (RFC 8032) over the hash's 32 bytes. The JSON export has every field. The anchor is kept elsewhere: compare it with the last record.`;
  return `<p>${text(how)}</p><pre>${text(JSON.stringify(anchor, null, 2))}</pre><pre>${text(publicKey ?? "no public key")}</pre>`;
}

const style = `body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#111}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eee}.whole{color:#064}.broken{color:#b00;font-weight:bold}pre{white-space:pre-wrap;background:#f6f6f6;padding:1em}`;

function page(title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title><style>${style}</style></head>
<body><h1>${text(title)}</h1>
${parts.join("\n")}
</body></html>
`;
}

function section(title: string, body: string): string {
  return `<h2>${text(title)}</h2>\n${body}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "<p>None.</p>";
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${line(head, "th")}</thead><tbody>\n${rows.map((row) => line(row, "td")).join("\n")}\n</tbody></table>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The one way in which a text comes into the page; a control or format character is shown by its number. */
function text(value: string): string {
  return value
    .replace(/[&<>"']/g, (character) => entities[character] ?? "")
    .replace(/[^\P{C}\n]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function instant(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
