import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { isKeptSourceName, isSourceName, keptOf, keptSourceNames } from "../catalog/index.ts";
import { type Problem, TrailkeepError } from "../error.ts";
import { didYouMean } from "../query/near.ts";
import { mismatches } from "./mismatch.ts";
import { type StoresConfig, storesSchema } from "./schema.ts";

type Place = readonly PropertyKey[];

/**
 * A stores file's text, checked. YAML 1.2 (https://yaml.org/spec/1.2.2/), of which JSON is a part.
 * @throws TrailkeepError invalid-config with file, line and column of each problem
 */
export function parseStores(text: string, file: string): StoresConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw invalid(document.errors.map(({ message, pos }) => ({ message: sentence(message), at: at(pos[0]) })));
  }
  const parsed = storesSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  const located = (place: Place) => at(offsetOf(document, place));
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap((issue) => problemsOf(issue, located)));
  const problems = mismatches(parsed.data);
  if (problems.length > 0) throw invalid(problems.map(({ message, place }) => ({ message, at: located(place) })));
  return parsed.data;
}

function invalid(problems: readonly Problem[]): TrailkeepError {
  return new TrailkeepError("invalid-config", problems);
}

function problemsOf(issue: z.core.$ZodIssue, located: (place: Place) => string): readonly Problem[] {
  const { path } = issue;
  const name = path.map(String).join(".");
  const here = name === "" ? "the file" : `\`${name}\``;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, name, located([...path, key])));
    case "invalid_key":
      return [{ message: `${here}: ${issue.issues[0]?.message ?? issue.message}`, at: located(path) }];
    case "invalid_union":
      return [{ message: `${here}: ${choices(issue)}`, at: located(path) }];
    case "invalid_type":
      return [{ message: `${here}: ${issue.message.replace(/^Invalid input: /, "")}`, at: located(path) }];
    default:
      return [{ message: `${here}: ${issue.message}`, at: located(path) }];
  }
}

function unknownKey(key: string, parent: string, at: string): Problem {
  const isSource = parent.endsWith(".sources");
  if (isSource && isKeptSourceName(key)) return { message: `a store of this kind does not hold \`${key}\``, at };
  if (isSource && isSourceName(key)) {
    const hint = `declare ${keptOf(key).join(" and ")}: it is made of them when it is asked about`;
    return { message: `no store keeps \`${key}\``, at, hint };
  }
  const what = isSource ? `there is no source \`${key}\`` : `unknown key \`${key}\``;
  const message = isSource || parent === "" ? what : `${what} in \`${parent}\``;
  const hint = didYouMean(key, isSource ? keptSourceNames : knownKeys());
  return hint === undefined ? { message, at } : { message, at, hint };
}

/** Every key of the language, for near misses. */
function knownKeys(): readonly string[] {
  const keys = new Set<string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== "object" || schema === null) return;
    if ("properties" in schema) for (const key of Object.keys(schema.properties ?? {})) keys.add(key);
    for (const part of Object.values(schema)) visit(part);
  };
  visit(z.toJSONSchema(storesSchema, { io: "input" }));
  return [...keys];
}

function choices(issue: Extract<z.core.$ZodIssue, { code: "invalid_union" }>): string {
  if (!("discriminator" in issue)) return issue.message;
  const options = issue.discriminator === "engine" ? "local, lake, athena or insights" : "raw or store";
  return `\`${issue.discriminator}\` is ${options}`;
}

/** Where the value at a path stands; where there is none, its key, or the nearest thing around it. */
function offsetOf(document: Document, place: Place): number {
  for (let length = place.length; length > 0; length--) {
    const path = place.slice(0, length);
    const node = keyNode(document, path) ?? document.getIn(path, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

/** The node of the last key of a path in the map around it. */
function keyNode(document: Document, path: Place): Node | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
  return isNode(pair?.key) ? pair.key : undefined;
}

function sentence(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
