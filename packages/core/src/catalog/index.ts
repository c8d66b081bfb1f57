import { cloudtrail } from "./cloudtrail.ts";
import { cloudtrailInsights } from "./cloudtrail-insights.ts";
import type { Field } from "./field.ts";
import { jsonLog } from "./json-log.ts";
import { lambdaLog } from "./lambda-log.ts";
import { route53Query } from "./route53-query.ts";
import { s3Access } from "./s3-access.ts";
import type { Source } from "./source.ts";
import { vpcFlow } from "./vpc-flow.ts";

export type { Field, FieldType } from "./field.ts";
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
} as const satisfies Record<string, Source>;

export type Catalog = typeof catalog;
export type SourceName = keyof Catalog;

export const sourceNames = [
  "cloudtrail",
  "cloudtrail_insights",
  "s3_access",
  "vpc_flow",
  "route53_query",
  "lambda_log",
  "json_log",
] as const satisfies readonly SourceName[];

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

/** The source of that name, with its fields by name. */
export function sourceOf(name: SourceName): Source<SourceName> {
  return catalog[name];
}

/** A source's fields in catalog order, as `[name, field]`. */
export function fieldsOf(name: SourceName): readonly (readonly [string, Field])[] {
  return Object.entries(catalog[name].fields);
}
