import { S3Error } from "../error.ts";
import { child, type Element, malformed, textOf } from "./parse-xml.ts";

/**
 * What PutBucketLifecycleConfiguration refuses.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export function checkLifecycle({ name, children }: Element): readonly Element[] {
  if (name !== "LifecycleConfiguration" || children.length === 0) throw malformed();
  if (children.length > 1_000) throw invalidRequest("A lifecycle configuration has at most 1000 rules");
  const ids = children.map((rule) => textOf(rule, "ID") ?? "");
  if (ids.some((id) => id.length > 255)) throw invalid("ID length should not exceed allowed limit of 255");
  if (new Set(ids).size < ids.length) throw invalid("Rule ID must be unique. Found same ID for more than one rule");
  const forms = new Set(children.map(formOf));
  if (forms.size > 1) {
    throw invalidRequest(
      "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
    );
  }
  if (forms.has("Prefix")) checkOverlap(children);
  for (const rule of children) checkRule(rule);
  return children;
}

function formOf(rule: Element): "Filter" | "Prefix" {
  const [filter, prefix] = [child(rule, "Filter"), child(rule, "Prefix")];
  if ((filter === undefined) === (prefix === undefined)) throw malformed();
  return filter === undefined ? "Prefix" : "Filter";
}

/** Of the old form, no two rules may do the same to one object. */
function checkOverlap(rules: readonly Element[]): void {
  for (const [index, rule] of rules.entries()) {
    for (const other of rules.slice(index + 1)) {
      const [a, b] = [textOf(rule, "Prefix") ?? "", textOf(other, "Prefix") ?? ""];
      const shared = actions.filter((name) => child(rule, name) !== undefined && child(other, name) !== undefined);
      if (shared.length > 0 && (a.startsWith(b) || b.startsWith(a))) {
        throw invalidRequest(`Found overlapping prefixes '${a}' and '${b}' for same action type '${shared[0]}'`);
      }
    }
  }
}

const actions = [
  "Expiration",
  "Transition",
  "NoncurrentVersionExpiration",
  "NoncurrentVersionTransition",
  "AbortIncompleteMultipartUpload",
];

function checkRule(rule: Element): void {
  if (!["Enabled", "Disabled"].includes(textOf(rule, "Status") ?? "")) throw malformed();
  if (!actions.some((name) => child(rule, name) !== undefined)) {
    throw invalidRequest("At least one action needs to be specified in a rule");
  }
  const tagged = isTagged(rule);
  const expiration = child(rule, "Expiration");
  if (expiration !== undefined) checkExpiration(expiration, tagged);
  if (tagged && child(rule, "AbortIncompleteMultipartUpload") !== undefined) {
    throw invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.");
  }
  for (const [action, member] of [
    ["NoncurrentVersionExpiration", "NoncurrentDays"],
    ["AbortIncompleteMultipartUpload", "DaysAfterInitiation"],
  ] as const) {
    const found = child(rule, action);
    if (found !== undefined) positive(textOf(found, member), action);
  }
  checkTransitions(rule);
}

function isTagged(rule: Element): boolean {
  const filter = child(rule, "Filter");
  return child(filter, "Tag") !== undefined || child(child(filter, "And"), "Tag") !== undefined;
}

function checkExpiration(expiration: Element, tagged: boolean): void {
  const given = ["Days", "Date", "ExpiredObjectDeleteMarker"].filter((name) => child(expiration, name) !== undefined);
  if (given.length !== 1) throw malformed();
  if (given[0] === "Days") positive(textOf(expiration, "Days"), "Expiration");
  if (given[0] === "Date") checkDate(textOf(expiration, "Date"));
  if (given[0] === "ExpiredObjectDeleteMarker" && tagged) {
    throw invalidRequest("ExpiredObjectDeleteMarker cannot be specified with Tags.");
  }
}

function checkTransitions(rule: Element): void {
  const transitions = rule.children.filter(({ name }) => name === "Transition");
  const days = textOf(child(rule, "Expiration"), "Days");
  for (const transition of transitions) {
    const [storageClass, at, date] = ["StorageClass", "Days", "Date"].map((name) => textOf(transition, name));
    if (storageClass === undefined || (at === undefined) === (date === undefined)) throw malformed();
    if (date !== undefined) checkDate(date);
    if (at === undefined) continue;
    if (!/^\d+$/.test(at)) throw invalid("'Days' in Transition action must be nonnegative");
    if (storageClass.endsWith("_IA") && Number(at) < 30) {
      throw invalid(
        `'Days' in Transition action must be greater than or equal to 30 for storageClass '${storageClass}'`,
      );
    }
    if (days !== undefined && Number(days) <= Number(at)) {
      throw invalid("'Days' in the Expiration action for prefix must be greater than 'Days' in the Transition action");
    }
  }
  checkWaterfall(transitions);
}

const coldness = ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

/** Objects only get colder, and stay in an infrequent access class for 30 days. */
function checkWaterfall(transitions: readonly Element[]): void {
  const steps = transitions
    .map((one) => ({ rank: coldness.indexOf(textOf(one, "StorageClass") ?? ""), days: Number(textOf(one, "Days")) }))
    .toSorted((a, b) => a.rank - b.rank);
  for (const [index, { rank, days }] of steps.entries()) {
    if (rank < 0) throw malformed();
    const next = steps[index + 1];
    if (next === undefined) continue;
    const stay = coldness[rank]?.endsWith("_IA") ? 30 : 1;
    if (next.days < days + stay) {
      throw invalid(`'Days' in the Transition actions must be at least ${stay} apart, from warm to cold`);
    }
  }
}

function checkDate(date: string | undefined): void {
  if (Date.parse(date ?? "") % 86_400_000 !== 0) throw invalid("'Date' must be at midnight GMT");
}

function positive(text: string | undefined, action: string): void {
  if (!/^[1-9]\d*$/.test(text ?? "")) throw invalid(`'Days' for ${action} action must be a positive integer`);
}

function invalid(message: string): S3Error {
  return new S3Error("InvalidArgument", message, 400);
}

function invalidRequest(message: string): S3Error {
  return new S3Error("InvalidRequest", message, 400);
}
