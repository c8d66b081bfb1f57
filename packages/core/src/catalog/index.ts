import { cloudtrail } from "./cloudtrail.ts";
import { cloudtrailInsights } from "./cloudtrail-insights.ts";
import type { Field } from "./field.ts";
import { jsonLog } from "./json-log.ts";
import { lambdaLog } from "./lambda-log.ts";
import type { Matched } from "./matched.ts";
import { objectAccess } from "./object-access.ts";
import { route53Query } from "./route53-query.ts";
import { s3Access } from "./s3-access.ts";
import type { Source } from "./source.ts";
import { vpcFlow } from "./vpc-flow.ts";

export type { Field, FieldType } from "./field.ts";
export type { Either, Matched, MatchedPart } from "./matched.ts";
export { provenance, type Shortcut, type Source, type StoreKind } from "./source.ts";

/** Every source that can be asked about, by the name queries use in `from`. */
export const catalog = {
  cloudtrail,
  cloudtrail_insights: cloudtrailInsights,
  s3_access: s3Access,
  vpc_flow: vpcFlow,
  route53_query: route53Query,
  lambda_log: lambdaLog,
  json_log: jsonLog,
  object_access: objectAccess,
} as const satisfies Record<string, Source>;

export type Catalog = typeof catalog;
export type SourceName = keyof Catalog;

/** The sources that stores keep. */
export const keptSourceNames = [
  "cloudtrail",
  "cloudtrail_insights",
  "s3_access",
  "vpc_flow",
  "route53_query",
  "lambda_log",
  "json_log",
] as const satisfies readonly SourceName[];

export type KeptSourceName = (typeof keptSourceNames)[number];

/** Every source: those that stores keep, and those that are made of two of them. */
export const sourceNames = [...keptSourceNames, "object_access"] as const satisfies readonly SourceName[];

/** The sources that the embedded store can hold, which are those that are ingested. */
export const localSourceNames = [
  "cloudtrail",
  "cloudtrail_insights",
  "s3_access",
] as const satisfies readonly SourceName[];

/** Whether a name is that of a source in the catalog. */
export function isSourceName(name: string): name is SourceName {
  return Object.hasOwn(catalog, name);
}

/** Whether a name is that of a source that stores keep. */
export function isKeptSourceName(name: string): name is KeptSourceName {
  return isSourceName(name) && matchedOf(name) === null;
}

/** The source of that name, with its fields by name. */
export function sourceOf(name: SourceName): Source<SourceName> {
  return catalog[name];
}

/** A source's fields in catalog order, as `[name, field]`. */
export function fieldsOf(name: SourceName): readonly (readonly [string, Field])[] {
  return Object.entries(catalog[name].fields);
}

/** How a source is made of two others; null for one that stores keep. */
export function matchedOf(name: SourceName): Matched<KeptSourceName> | null {
  const source = catalog[name];
  return "matched" in source ? source.matched : null;
}

/** The sources whose records have to be read for one: itself, or the two that it is made of. */
export function keptOf(name: SourceName): readonly KeptSourceName[] {
  const source = catalog[name];
  return "matched" in source ? [source.matched.left.source, source.matched.right.source] : [source.name];
}

/** The part of a matched source that a field is of, and its name there; null for a field of the source's own. */
export function partField(
  { left, right }: Matched,
  field: string,
): { readonly side: "left" | "right"; readonly name: string } | null {
  for (const [side, { prefix }] of [
    ["left", left],
    ["right", right],
  ] as const) {
    if (field.startsWith(`${prefix}.`)) return { side, name: field.slice(prefix.length + 1) };
  }
  return null;
}
