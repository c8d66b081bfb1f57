import { invalid } from "./invalid.ts";
import { castOperand } from "./made.ts";
import { didYouMean } from "./near.ts";
import type { Values } from "./parameters.ts";
import { parseReference } from "./path.ts";
import type { ElementOperand, ListOperand, Operand, OutputOperand, ValueType } from "./plan.ts";
import { type Records, resolveIn, resolveListIn } from "./records.ts";
import type { NamedOperand } from "./wire.ts";

/** What the names in a predicate stand for: fields of the record, elements of a list, or columns of the result. */
export interface Scope {
  /** The operand that is named. Throws invalid-query. */
  operand(named: NamedOperand, at: string): Operand;
  /** The list that `any` looks into, and what names stand for inside. Throws invalid-query where it is none. */
  elements(reference: string, at: string): Elements;
  readonly values: Values;
}

export interface Elements {
  readonly list: ListOperand;
  /** How many `any` there are around a name inside, this one included. */
  readonly depth: number;
  readonly scope: Scope;
}

/** Names are fields of the records: in `where`. */
export function recordScope(records: Records, values: Values): Scope {
  return {
    operand: (named, at) => resolveIn(records, named, at),
    elements: (reference, at) => {
      const { list, members } = resolveListIn(records, reference, at);
      const scope = members === null ? jsonElementScope(1, values) : structElementScope(reference, members, values);
      return { list, depth: 1, scope };
    },
    values,
  };
}

const maxDepth = 3;

/** Names are relative to an element of an array in open JSON; `$` is the element itself. */
function jsonElementScope(depth: number, values: Values): Scope {
  const made = (named: NamedOperand, at: string): ElementOperand => {
    const path = named.field === "$" ? [] : parseReference(named.field);
    if (path === null) {
      throw invalid(
        `\`${named.field}\` is not a reference`,
        at,
        "inside `any` write `$` for the element, or a path below it",
      );
    }
    return { kind: "element", depth, of: "json", path, ...castOperand("string", named, true, at) };
  };
  return {
    operand: made,
    elements: (reference, at) => {
      if (depth === maxDepth) throw invalid(`\`any\` nests ${maxDepth} levels deep at most`, at);
      const list = made({ field: reference, cast: "json" }, at);
      return { list, depth: depth + 1, scope: jsonElementScope(depth + 1, values) };
    },
    values,
  };
}

/** Names are members of a list of the catalog; all of them are text. */
function structElementScope(list: string, members: readonly string[], values: Values): Scope {
  const member = (named: NamedOperand, at: string): ElementOperand => {
    const { field } = named;
    if (!members.includes(field)) {
      const hint = didYouMean(field, members) ?? `there are ${members.join(", ")}`;
      throw invalid(`elements of \`${list}\` have no member \`${field}\``, at, hint);
    }
    const path = [{ key: field }];
    return { kind: "element", depth: 1, of: "struct", path, ...castOperand("string", named, false, at) };
  };
  return {
    operand: member,
    elements: (reference, at) => {
      member({ field: reference }, at);
      throw invalid(`\`${reference}\` is text: \`any\` is for lists and open JSON`, at);
    },
    values,
  };
}

/** Names are the result's columns: in `having`. */
export function outputScope(outputs: ReadonlyMap<string, ValueType>, values: Values): Scope {
  return {
    operand: (named, at) => columnOperand(outputs, named, at),
    elements: (_, at) => {
      throw invalid("`any` looks into lists of the record", at, "ask it in `where`");
    },
    values,
  };
}

/** A column of the result. Throws invalid-query where there is none of that name. */
export function columnOperand(
  outputs: ReadonlyMap<string, ValueType>,
  { field: name, cast, part }: NamedOperand,
  at: string,
): OutputOperand {
  const type = outputs.get(name);
  if (type === undefined) {
    throw invalid(`no column \`${name}\` in the result`, at, `there are ${[...outputs.keys()].join(", ")}`);
  }
  if (cast !== undefined || part !== undefined)
    throw invalid("columns of the result are not cast", at, "cast the field where it is grouped");
  return { kind: "output", name, type };
}
