import type { PathSegment } from "../query/path.ts";
import { literal } from "../sql-text.ts";

/** A JSON document and the way to a value in it. */
export interface JsonPlace {
  readonly document: string;
  /** An element that was taken out of a text is JSON, in which Trino has written numbers anew; else it is a text. */
  readonly isElement: boolean;
  readonly steps: readonly PathSegment[];
}

/** The place further down. */
export function below(place: JsonPlace, path: readonly PathSegment[]): JsonPlace {
  return { ...place, steps: [...place.steps, ...path] };
}

/**
 * The scalar at a place as text, else null. Text comes decoded; a number comes as its token stands in text, and as Java
 * writes a double in a JSON document that was extracted before.
 * @see https://trino.io/docs/476/functions/json.html
 */
export function tokenSql(place: JsonPlace): string {
  const scalar = `json_extract_scalar(${place.document}, ${pathSql(place.steps)})`;
  return guarded(place, place.isElement ? `replace(${scalar}, ${numberMark}, '')` : scalar);
}

/**
 * The scalar at a place as every engine shows it: an integer as it stands, any other number as the shortest text of its
 * double, with `.0` if that looks like an integer.
 */
export function scalarSql(place: JsonPlace): string {
  const value = `"text"`;
  const number = `substr(json_format(${extractSql(place)}), 1, 1) <> '"'`;
  const shown = `CASE WHEN regexp_like(${value}, '${fractionPattern}') AND ${number} THEN ${numberSql(value)} ELSE ${value} END`;
  return `transform(ARRAY[${tokenSql(place)}], ${value} -> ${shown})[1]`;
}

/** The tokens of numbers that are shown otherwise than they may stand. */
const fractionPattern = "\\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\\z|\\A-0\\z";

/** Whether a text could be such a token, or what is shown for one. */
export function looksLikeFraction(text: string): boolean {
  return /^-?[0-9]/.test(text) && !/^-?[1-9][0-9]*$/.test(text);
}

/**
 * A token as the shortest text of its double. `%.25f` has the shortest digits and then zeros; beyond the range in which
 * JavaScript writes a number out, Java's text differs in the exponent's letter and in `.0`.
 */
export function numberSql(token: string): string {
  const value = `"number"`;
  const plain = `regexp_replace(format('%.25f', ${value}), '([.][0-9]+?)0*$', '$1')`;
  const exponent = `replace(lower(replace(format('%s', ${value}), '.0E', 'E')), '4.9e-324', '5e-324')`;
  const isPlain = `${value} = 0E0 OR abs(${value}) >= 1E-6 AND abs(${value}) < 1E21`;
  const text = `CASE WHEN ${isPlain} THEN ${plain} ELSE ${exponent} END`;
  return `CASE ${token} WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST(${token} AS DOUBLE)], ${value} -> ${text})[1] END`;
}

/** Whether there is a value other than JSON null at a place, be it an object. */
export function presentSql(place: JsonPlace): string {
  return `nullif(json_format(${guarded(place, extractSql(place))}), 'null')`;
}

/** The elements of the array at a place, as JSON; null where there is no array. */
export function elementsSql(place: JsonPlace): string {
  const found = markedPlace(place);
  return `TRY_CAST(${guarded(found, extractSql(found))} AS ARRAY(JSON))`;
}

/** A character that no text has (one of Unicode's noncharacters): it stands before the token of a number made text. */
export const numberMark = "chr(64978)";

/**
 * The place in a document that Trino may write anew. It would make an infinity of a number that is beyond a double: such
 * a token is a marked text there.
 */
export function markedPlace(place: JsonPlace): JsonPlace {
  if (place.isElement) return place;
  const parts = `("(?:[^"\\\\]|\\\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})`;
  const token = `"part"[2]`;
  const beyond = `CASE WHEN is_finite(CAST(${token} AS DOUBLE)) THEN ${token} ELSE '"' || ${numberMark} || ${token} || '"' END`;
  return {
    ...place,
    document: `regexp_replace(${place.document}, '${parts}', "part" -> coalesce("part"[1], ${beyond}))`,
  };
}

/** Takes the marks off in JSON text: the tokens stand as numbers again. */
export function unmarkedSql(json: string): string {
  return `regexp_replace(${json}, '"' || ${numberMark} || '([^"]*)"', '$1')`;
}

export function extractSql({ document, steps }: Pick<JsonPlace, "document" | "steps">): string {
  return `json_extract(${document}, ${pathSql(steps)})`;
}

/** Trino's paths do not tell an element's index from a member whose name is all digits: the array is asked for apart. */
export function guarded({ document, steps }: JsonPlace, value: string): string {
  const conditions = steps.flatMap((step, place) => {
    const length = `json_array_length(${extractSql({ document, steps: steps.slice(0, place) })})`;
    if ("index" in step) return [`${length} > ${step.index}`];
    return /^[0-9]+$/.test(step.key) ? [`${length} IS NULL`] : [];
  });
  return conditions.length === 0 ? value : `CASE WHEN ${conditions.join(" AND ")} THEN ${value} END`;
}

function pathSql(steps: readonly PathSegment[]): string {
  return literal(`$${steps.map(stepText).join("")}`);
}

function stepText(step: PathSegment): string {
  if ("index" in step) return `[${step.index}]`;
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step.key)) return `.${step.key}`;
  return `["${step.key.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"]`;
}
