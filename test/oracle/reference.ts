import { type Field, fieldsOf, type SourceName } from "@trailkeep/core/catalog";
import type { Step } from "./json.ts";

/** What a name in a query stands for: a field of the source, and the path below it. */
export interface Reference {
  readonly name: string;
  readonly field: Field;
  readonly steps: readonly Step[];
}

/** `requestParameters.items[0]["a.b"]` -> the field `requestParameters` and three steps. Throws on what is neither. */
export function referenceOf(source: SourceName, text: string): Reference {
  const fields = fieldsOf(source);
  const exact = fields.find(([name]) => name === text);
  if (exact !== undefined) return { name: exact[0], field: exact[1], steps: [] };
  const open = fields.find(
    ([name, { type }]) =>
      (type === "json" || type === "list") && (text.startsWith(`${name}.`) || text.startsWith(`${name}[`)),
  );
  if (open === undefined) throw new Error(`the oracle knows no field ${text} in ${source}`);
  return { name: open[0], field: open[1], steps: stepsOf(text.slice(open[0].length)) };
}

/** A reference relative to an array's element: `name[0].key`, `["any key"]`, or `$`, the element itself. */
export function relativeSteps(text: string): readonly Step[] {
  if (text === "$") return [];
  return stepsOf(text.startsWith("[") ? text : `.${text}`);
}

/** The path's grammar: `.name`, `.3` or `[3]` (an index), `["any key"]` (a key, as a JSON string). */
const step =
  /\.(?<index>0|[1-9]\d*)(?![^.[])|\.(?<key>[^.[]+)|\[(?<bracketed>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]/suy;

function stepsOf(path: string): readonly Step[] {
  const steps: Step[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const groups = step.exec(path)?.groups;
    if (groups === undefined) throw new Error(`not a path: ${path}`);
    const index = groups["index"] ?? groups["bracketed"];
    const { key, quoted } = groups;
    if (index !== undefined) steps.push({ index: Number(index) });
    else steps.push({ key: quoted === undefined ? (key ?? "") : String(JSON.parse(quoted)) });
  }
  return steps;
}
