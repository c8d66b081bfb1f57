import type { Command, Expression, Item, Name, Pattern, Query, Selection, Step } from "./ast.ts";

/** Writes a query that {@link parseQuery} reads as the same, where strings are escaped by backslashes. */
export function printQuery({ commands }: Query): string {
  return commands.map(printCommand).join(" | ");
}

function printCommand(command: Command): string {
  switch (command.kind) {
    case "fields":
    case "display":
      return `${command.kind} ${items(command.items)}`;
    case "filter":
      return `filter ${print(command.condition)}`;
    case "stats":
      return `stats ${items(command.items)}${command.by.length === 0 ? "" : ` by ${items(command.by)}`}`;
    case "sort":
      return `sort ${command.keys.map(({ path, direction }) => `${name(path)} ${direction ?? ""}`).join(", ")}`;
    case "limit":
      return `limit ${command.any ? "any " : ""}${command.count}`;
    case "parse":
      return printParse(command);
    case "dedup":
      return `dedup ${command.fields.map(name).join(", ")}`;
    case "unnest":
      return `unnest ${print(command.of)} into ${quoted(command.into.name)}`;
    case "join":
      return printJoin(command);
    case "source":
      return `SOURCE ${selection(command.selection)}`;
    case "unmask":
      return "unmask @message";
  }
}

function printParse({ of, pattern, names }: Extract<Command, { readonly kind: "parse" }>): string {
  const field = of === null ? "" : `${print(of)} `;
  if (pattern.kind === "json") return `json field=${field}${text(pattern.path)} as ${aliases(names)}`;
  const as = names.length === 0 ? "" : ` as ${aliases(names)}`;
  const multi = pattern.kind === "regex" && pattern.multi ? " multi" : "";
  return `parse ${field}${printPattern(pattern)}${as}${multi}`;
}

function printPattern(pattern: Exclude<Pattern, { readonly kind: "json" }>): string {
  if (pattern.kind === "glob") return text(pattern.glob);
  return pattern.kind === "regex" ? regex(pattern.regex) : pattern.kind;
}

function printJoin({ type, left, right, on, source }: Extract<Command, { readonly kind: "join" }>): string {
  const pairs = on.map((pair) => `${name([left, ...pair.left])} = ${name([right, ...pair.right])}`);
  return `join type=${type} left=${left} right=${right} where ${pairs.join(" and ")} (SOURCE ${selection(source)})`;
}

function selection({ names, namePrefixes, accountIdentifiers, classes }: Selection): string {
  const [first] = names;
  if (first !== undefined) return text(first);
  const lists = Object.entries({ namePrefix: namePrefixes, accountIdentifiers, class: classes });
  const given = lists.filter(([, values]) => values.length > 0);
  return `logGroups(${given.map(([key, values]) => `${key}: [${values.map(text).join(", ")}]`).join(", ")})`;
}

/** Every operator in parentheses. */
function print(expression: Expression): string {
  switch (expression.kind) {
    case "field":
      return name(expression.path);
    case "text":
      return text(expression.value);
    case "number":
      return String(expression.value);
    case "period":
      return `${expression.amount}${expression.unit}`;
    case "star":
      return "*";
    case "call":
      return `${expression.name}(${expression.args.map(print).join(", ")})`;
    case "member":
      return `${print(expression.of)}.${name(expression.path)}`;
    case "not":
      return `(not ${print(expression.of)})`;
    case "negative":
      return `(-${print(expression.of)})`;
    case "binary":
      return `(${print(expression.left)} ${expression.operator} ${print(expression.right)})`;
    case "contains":
      return `(${print(expression.of)} ${negated(expression)}like ${print(expression.part)})`;
    case "matches":
      return `(${print(expression.of)} ${negated(expression)}like ${regex(expression.regex)})`;
    case "in":
      return `(${print(expression.of)} ${negated(expression)}in [${expression.items.map(print).join(", ")}])`;
    case "inQuery":
      return `(${print(expression.of)} ${negated(expression)}in (${printQuery(expression.query)}))`;
  }
}

function negated(expression: { readonly negated: boolean }): string {
  return expression.negated ? "not " : "";
}

function items(list: readonly Item[]): string {
  return list
    .map(({ expression, alias, name: own }) => `${print(expression)}${alias === null ? "" : ` as ${quoted(own)}`}`)
    .join(", ");
}

function aliases(names: readonly Name[]): string {
  return names.map((one) => quoted(one.name)).join(", ");
}

function name(path: readonly Step[]): string {
  return path.reduce<string>((written, step) => {
    if (typeof step === "number") return `${written}[${step}]`;
    return written === "" ? quoted(step) : `${written}.${quoted(step)}`;
  }, "");
}

/** In backticks; the `@` of a system field stands before them. */
function quoted(part: string): string {
  const [, at = "", rest = ""] = /^(@*)([\s\S]*)$/.exec(part) ?? [];
  return rest === "" ? at : `${at}\`${rest}\``;
}

function text(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

function regex(source: string): string {
  return `/${source.replace(/\\[\s\S]|\//g, (part) => (part === "/" ? "\\/" : part))}/`;
}
