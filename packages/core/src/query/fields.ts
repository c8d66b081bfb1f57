import {
  catalog,
  type Field,
  fieldsOf,
  isSourceName,
  type SourceName,
  sourceNames,
  sourceOf,
} from "../catalog/index.ts";
import { invalid } from "./invalid.ts";
import { castOperand } from "./made.ts";
import { didYouMean } from "./near.ts";
import { type PathSegment, parseReference } from "./path.ts";
import type { FieldOperand, ValueType } from "./plan.ts";
import type { NamedOperand } from "./wire.ts";

/** The source of that name. Throws invalid-query with near misses. */
export function resolveSource(name: string, at: string): SourceName {
  if (isSourceName(name)) return name;
  throw invalid(
    `unknown source \`${name}\``,
    at,
    didYouMean(name, sourceNames) ?? `there are ${sourceNames.join(", ")}`,
  );
}

/** The field that a reference begins with, by name, and what path is left of it. */
type Located = readonly [name: string, field: Field, path: readonly PathSegment[]];

/** A reference resolved against the catalog. Throws invalid-query: unknown field, impossible path, cast or part. */
export function resolveField(source: SourceName, named: NamedOperand, at: string): FieldOperand {
  const plain = named.cast === undefined && named.part === undefined;
  return (plain ? plainFields[source].get(named.field) : undefined) ?? resolveMade(source, named, at);
}

function resolveMade(source: SourceName, named: NamedOperand, at: string): FieldOperand {
  const [name, field, path] = locate(source, named.field, at);
  const made = castOperand(pathType(name, field, path, at), named, field.type === "json", at);
  return { kind: "field", side: "main", field: name, fieldType: field.type, path, ...made };
}

/** The fields themselves, which most references are: made once. */
const plainFields: Readonly<Record<SourceName, ReadonlyMap<string, FieldOperand>>> = {
  cloudtrail: plainFieldsOf("cloudtrail"),
  cloudtrail_insights: plainFieldsOf("cloudtrail_insights"),
  s3_access: plainFieldsOf("s3_access"),
  vpc_flow: plainFieldsOf("vpc_flow"),
  route53_query: plainFieldsOf("route53_query"),
  lambda_log: plainFieldsOf("lambda_log"),
  json_log: plainFieldsOf("json_log"),
  object_access: plainFieldsOf("object_access"),
};

function plainFieldsOf(source: SourceName): ReadonlyMap<string, FieldOperand> {
  return new Map(fieldsOf(source).map(([name]) => [name, resolveMade(source, { field: name }, "")] as const));
}

export interface List {
  readonly list: FieldOperand;
  /** The members of an element, all text; null where elements are open JSON. */
  readonly members: readonly string[] | null;
}

/** A list of the catalog, or a place in open JSON where an array may be. Throws invalid-query for anything else. */
export function resolveList(source: SourceName, reference: string, at: string): List {
  const [name, field, path] = locate(source, reference, at);
  const whole = field.type === "list" && path.length === 0;
  if (!whole && field.type !== "json") {
    throw invalid(`\`${reference}\` is ${pathType(name, field, path, at)}: \`any\` is for lists and open JSON`, at);
  }
  const list: FieldOperand = {
    kind: "field",
    side: "main",
    field: name,
    fieldType: field.type,
    path,
    cast: "json",
    part: null,
    type: "json",
  };
  return { list, members: whole ? (field.members ?? []) : null };
}

/** A field of the catalog as an operand, known to exist. */
export function catalogField(source: SourceName, name: string): FieldOperand {
  return resolveField(source, { field: name }, "");
}

function locate(source: SourceName, reference: string, at: string): Located {
  const { fields } = sourceOf(source);
  const whole = Object.hasOwn(fields, reference) ? fields[reference] : undefined;
  if (whole !== undefined) return [reference, whole, []];
  const segments = parseReference(reference);
  if (segments !== null) return match(source, segments) ?? unknownField(source, reference, at);
  const hint = 'write `name`, `name.member`, `name[0]` or `name["any key"]`';
  throw invalid(`\`${reference}\` is not a field reference`, at, hint);
}

function match(source: SourceName, segments: readonly PathSegment[]): Located | null {
  const { fields } = sourceOf(source);
  for (let length = segments.length; length > 0; length--) {
    const name = segments
      .slice(0, length)
      .map((segment) => ("key" in segment ? segment.key : "[]"))
      .join(".");
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field !== undefined) return [name, field, segments.slice(length)];
  }
  return null;
}

function unknownField(source: SourceName, reference: string, at: string): never {
  const names = Object.keys(catalog[source].fields);
  const members = names.filter((name) => name.startsWith(`${reference}.`));
  if (members.length > 0) {
    throw invalid(
      `\`${reference}\` is a group of fields, not a field`,
      at,
      `name one of its members, as in \`${members[0]}\``,
    );
  }
  throw invalid(`unknown field \`${reference}\` of \`${source}\``, at, didYouMean(reference, names));
}

function pathType(name: string, field: Field, path: readonly PathSegment[], at: string): ValueType {
  if (path.length === 0) return field.type === "list" ? "json" : field.type;
  if (field.type === "json") return "string";
  if (field.type !== "list") throw invalid(`\`${name}\` is ${field.type}: there is no path below it`, at);
  const [index, member, ...rest] = path;
  const known = field.members ?? [];
  const shape = index !== undefined && "index" in index && member !== undefined && "key" in member && rest.length === 0;
  if (!shape || !("key" in member))
    throw invalid(`a path into the list \`${name}\` is an index and a member`, at, `as in \`${name}[0].${known[0]}\``);
  if (!known.includes(member.key))
    throw invalid(`elements of \`${name}\` have no member \`${member.key}\``, at, didYouMean(member.key, known));
  return "string";
}
