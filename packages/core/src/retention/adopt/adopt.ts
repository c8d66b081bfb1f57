import { TrailkeepError } from "../../error.ts";
import type { Observed } from "../plan/index.ts";
import { maxPolicies, maxPolicyFileBytes, type StoreKind } from "../policy/index.ts";
import { foreverDays, type NotAdopted, type Settings, settingsOf } from "./settings.ts";

export interface AdoptOptions {
  readonly nowMs: number;
  /** Who is to answer for the policies until somebody else does. */
  readonly owner: string;
  /** Stores that could not be read: the file says so. */
  readonly unread?: readonly { readonly store: string; readonly kind: StoreKind; readonly message: string }[];
}

export interface Adopted {
  /** A policy file in YAML. */
  readonly text: string;
  readonly policies: number;
  readonly stores: number;
  /** Stores that no policy of the file speaks of, and why. */
  readonly left: readonly { readonly store: string; readonly kind: StoreKind; readonly why: string }[];
}

interface Group extends Settings {
  readonly kind: StoreKind;
  readonly stores: Observed[];
}

/**
 * The settings of today as a policy file, under which nothing has to change. Pure.
 * @throws {TrailkeepError} not-found where no store has settings that make a policy; invalid-request where the file would
 *   be larger than one may be
 */
export function adopt(observed: readonly Observed[], { nowMs, owner, unread = [] }: AdoptOptions): Adopted {
  const groups = new Map<string, Group>();
  const left: Adopted["left"][number][] = unread.map(({ message, ...store }) => ({ ...store, why: message }));
  for (const store of observed) {
    const settings = settingsOf(store);
    if (isLeft(settings)) left.push({ store: store.id, kind: store.kind, why: settings.why });
    else {
      const key = [store.kind, settings.keepDays, settings.deleteDays].join(" ");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { ...settings, kind: store.kind, stores: [store] });
      else group.stores.push(store);
    }
  }
  if (groups.size === 0) throw nothing(observed.length);
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const shared = sharedNames(observed);
  const policies = [...groups.values()].map((group) => policyText(group, shared, day, owner));
  const text = [...heading(day, left), "version: 1", "policies:", ...policies, ""].join("\n");
  if (groups.size > maxPolicies || Buffer.byteLength(text) > maxPolicyFileBytes) throw tooLarge(groups.size);
  return { text, policies: groups.size, stores: observed.length + unread.length - left.length, left };
}

function isLeft(settings: Settings | NotAdopted): settings is NotAdopted {
  return "why" in settings;
}

/** Kinds and names that several stores have, as in two Regions: these are told apart by their ARNs. */
function sharedNames(observed: readonly Observed[]): ReadonlySet<string> {
  const [seen, shared] = [new Set<string>(), new Set<string>()];
  for (const store of observed) {
    const key = nameKey(store);
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  return shared;
}

const nameKey = ({ kind, name }: Observed): string => `${kind} ${name}`;

function heading(day: string, left: Adopted["left"]): readonly string[] {
  return [
    `# The settings that \`trailkeep retention adopt\` found on ${day}, as policies: under them nothing changes.`,
    "# Give each the rule that it comes from and an owner; then change what is asked, and plan again.",
    ...(left.length === 0 ? [] : ["#", "# Stores that no policy here speaks of:"]),
    ...left.map(({ store, why }) => `# - ${JSON.stringify(store)}: ${JSON.stringify(why).slice(1, -1)}`),
  ];
}

const words: Readonly<Record<StoreKind, string>> = {
  log_group: "log-groups",
  event_data_store: "event-data-stores",
  s3_bucket: "buckets",
  athena_results: "query-results",
  local_store: "local-stores",
  s3_store: "s3-stores",
};

function policyText(
  { kind, keepDays, deleteDays, stores }: Group,
  shared: ReadonlySet<string>,
  day: string,
  owner: string,
) {
  const byArn = stores.some((store) => shared.has(nameKey(store)) && store.arn !== null);
  const patterns = stores.map((store) => (byArn ? (store.arn ?? store.name) : store.name));
  return [
    `  # ${keepDays === foreverDays ? "Kept for ever today. Whether records have to go, and when, is for people to say." : keptText(keepDays, deleteDays)}`,
    `  - name: ${words[kind]}-${keepText(keepDays)}${deleteDays === null ? "" : `-to-${deleteDays}d`}`,
    "    select:",
    `      kind: ${kind}`,
    `      ${byArn ? "arn" : "name"}:`,
    ...patterns.map((pattern) => `        - ${JSON.stringify(pattern)}`),
    `    keepAtLeast: ${keepText(keepDays)}`,
    ...(deleteDays === null ? [] : [`    deleteAfter: ${deleteDays}d`]),
    `    rule: { framework: "as found", clause: "settings of ${day}" }`,
    `    owner: ${JSON.stringify(owner)}`,
  ].join("\n");
}

function keptText(keepDays: number, deleteDays: number | null): string {
  if (deleteDays === null) return `Nothing goes before ${keepDays} days; not everything goes.`;
  return `Nothing goes before ${keepDays} days, and all is gone after ${deleteDays}, as late as the store may be.`;
}

function keepText(days: number): string {
  return days === foreverDays ? "100y" : `${days}d`;
}

function nothing(stores: number): TrailkeepError {
  const message = stores === 0 ? "there is no store to adopt" : "no store has settings that make a policy";
  return new TrailkeepError("not-found", {
    message,
    hint: "name the accounts and Regions to look at in the stores file, under `retention`",
  });
}

function tooLarge(policies: number): TrailkeepError {
  const message = `the settings found make ${policies} policies, and more than one policy file may hold`;
  return new TrailkeepError("invalid-request", { message, hint: "adopt one Region at a time" });
}
