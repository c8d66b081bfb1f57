import { z } from "zod";

/** Every kind of store that retention is kept on. */
export const storeKinds = [
  "log_group",
  "event_data_store",
  "s3_bucket",
  "athena_results",
  "local_store",
  "s3_store",
] as const;

export type StoreKind = (typeof storeKinds)[number];

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]);

const pattern = z.string().min(1).max(2_048);

/** Which stores a policy or a hold is about: all that is given must hold. */
export const selectorSchema = z
  .strictObject({
    kind: oneOrMore(z.enum(storeKinds)).describe("Kinds of store; any if left out.").optional(),
    name: oneOrMore(pattern)
      .describe("Patterns of names: `*` is any run of characters, `/` included, `?` is one.")
      .optional(),
    arn: oneOrMore(pattern).describe("Patterns of ARNs, as those of names.").optional(),
    account: oneOrMore(z.string().regex(/^\d{12}$/, "an account id has 12 digits, in quotes")).optional(),
    region: oneOrMore(pattern).describe("Patterns of Regions, as in `eu-*`.").optional(),
    tags: z.record(z.string().min(1).max(128), pattern).describe("Patterns of tags' values, by key.").optional(),
  })
  .refine((selector) => Object.values(selector).some((value) => value !== undefined), {
    error: 'a selector that selects nothing in particular is refused; to mean every store, write `name: "*"`',
  });

export type Selector = z.infer<typeof selectorSchema>;

/** What a selector looks at. */
export interface StoreIdentity {
  readonly kind: StoreKind;
  /** Log group name, event data store name, bucket name, or for Trailkeep's own stores the source. */
  readonly name: string;
  readonly arn: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether somebody selects by tags: else nobody has to read them. */
export function selectsByTags({ select }: { readonly select: Selector }): boolean {
  return select.tags !== undefined;
}

export type Selects = (store: StoreIdentity) => boolean;

/** A selector made ready to be asked often. What a store has not (an ARN, a tag) no pattern matches. */
export function selects(selector: Selector): Selects {
  const kinds = new Set<string>(list(selector.kind));
  const accounts = new Set(list(selector.account));
  const [name, arn, region] = [selector.name, selector.arn, selector.region].map(matcher);
  const tags = Object.entries(selector.tags ?? {}).map(([key, value]) => ({ key, matches: matcher(value) }));
  // What costs least is asked first.
  return (store) =>
    (kinds.size === 0 || kinds.has(store.kind)) &&
    (accounts.size === 0 || (store.account !== null && accounts.has(store.account))) &&
    (region?.(store.region) ?? true) &&
    tags.every(({ key, matches }) => matches?.(tagOf(store, key)) ?? true) &&
    (name?.(store.name) ?? true) &&
    (arn?.(store.arn) ?? true);
}

/** What every object inherits under a name like `constructor` is no text. */
function tagOf({ tags }: StoreIdentity, key: string): string | null {
  const value = tags[key];
  return typeof value === "string" ? value : null;
}

function list<Item>(items: Item | readonly Item[] | undefined): readonly Item[] {
  if (items === undefined) return [];
  return isList(items) ? items : [items];
}

function isList<Item>(items: Item | readonly Item[]): items is readonly Item[] {
  return Array.isArray(items);
}

type Matcher = (text: string | null) => boolean;

function matcher(patterns: string | readonly string[] | undefined): Matcher | undefined {
  if (patterns === undefined) return undefined;
  if (typeof patterns === "string") {
    const matches = wildcard(patterns);
    return (text) => text !== null && matches(text);
  }
  const wildcards = patterns.map(wildcard);
  return (text) => text !== null && wildcards.some((matches) => matches(text));
}

/**
 * The wildcards of IAM's `StringLike`. A run of `*` is one: more would only cost time. At an end it is no anchor.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function wildcard(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const pieces = pattern
    .replaceAll(/^\*+|\*+$/g, "")
    .split(/(\*+|\?)/)
    .map((piece) => (piece.startsWith("*") ? "[^]*" : piece === "?" ? "[^]" : literal(piece)));
  const [start, end] = [pattern.startsWith("*") ? "" : "^", pattern.endsWith("*") ? "" : "$"];
  const expression = new RegExp(`${start}${pieces.join("")}${end}`, "u");
  return (text) => expression.test(text);
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&");
}
