import { type AST, RegExpParser } from "@eslint-community/regexpp";

const wordPattern = /^[0-9A-Za-z_]$/;
const spaces = ["\t", "\n", "\f", "\r", " "];

interface Subject {
  /** The text, one code point an entry. */
  readonly points: readonly string[];
  readonly ignoreCase: boolean;
}

type Positions = ReadonlySet<number>;

/**
 * Whether the pattern matches anywhere in the text. A match is followed as the set of places it may have reached, so
 * no choice is ever taken back, and greedy and lazy mean the same.
 */
export function regexMatches(pattern: string, text: string, ignoreCase: boolean): boolean {
  const parsed = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
  const points = [...text];
  const everywhere = new Set(Array.from({ length: points.length + 1 }, (_, position) => position));
  return anyAlternative(parsed.alternatives, { points, ignoreCase }, everywhere).size > 0;
}

function anyAlternative(alternatives: readonly AST.Alternative[], subject: Subject, from: Positions): Positions {
  return new Set(alternatives.flatMap(({ elements }) => [...sequence(elements, subject, from)]));
}

function sequence(elements: readonly AST.Element[], subject: Subject, from: Positions): Positions {
  return elements.reduce((positions, element) => after(element, subject, positions), from);
}

/** The places reached once `element` has matched, starting from any of `from`. */
function after(element: AST.Element, subject: Subject, from: Positions): Positions {
  switch (element.type) {
    case "Group":
    case "CapturingGroup":
      return anyAlternative(element.alternatives, subject, from);
    case "Quantifier":
      return repeated(element, subject, from);
    case "Assertion":
      return new Set([...from].filter((position) => asserts(element, subject.points, position)));
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
      return new Set(
        [...from].filter((position) => accepts(element, subject, position)).map((position) => position + 1),
      );
    default:
      throw new Error(`the subset has no ${element.type}`);
  }
}

function repeated(quantifier: AST.Quantifier, subject: Subject, from: Positions): Positions {
  let reached = from;
  for (let count = 0; count < quantifier.min; count++) reached = after(quantifier.element, subject, reached);
  const all = new Set(reached);
  for (let count = quantifier.min; count < quantifier.max && reached.size > 0; count++) {
    reached = new Set([...after(quantifier.element, subject, reached)].filter((position) => !all.has(position)));
    for (const position of reached) all.add(position);
  }
  return all;
}

function asserts(assertion: AST.Assertion, points: readonly string[], position: number): boolean {
  if (assertion.kind === "start") return position === 0;
  if (assertion.kind === "end") return position === points.length;
  if (assertion.kind !== "word") throw new Error(`the subset has no ${assertion.kind}`);
  const atBoundary = isWord(points[position - 1]) !== isWord(points[position]);
  return atBoundary !== assertion.negate;
}

function isWord(point: string | undefined): boolean {
  return point !== undefined && wordPattern.test(point);
}

type Single = AST.Character | AST.CharacterSet | AST.CharacterClass;

/** Whether the code point at `position` is one that `element` takes, in any ASCII case if asked so. */
function accepts(element: Single, { points, ignoreCase }: Subject, position: number): boolean {
  const point = points[position];
  if (point === undefined) return false;
  const negate = element.type === "CharacterClass" && element.negate;
  const cases = ignoreCase && /^[A-Za-z]$/.test(point) ? [point.toLowerCase(), point.toUpperCase()] : [point];
  return cases.some((one) => takes(element, one)) !== negate;
}

function takes(element: Single | AST.CharacterClassElement, point: string): boolean {
  const code = point.codePointAt(0) ?? -1;
  switch (element.type) {
    case "Character":
      return element.value === code;
    case "CharacterClassRange":
      return element.min.value <= code && code <= element.max.value;
    case "CharacterClass":
      return element.elements.some((member) => takes(member, point));
    case "CharacterSet":
      return takesSet(element, point);
    default:
      throw new Error(`the subset has no ${element.type}`);
  }
}

function takesSet(set: AST.CharacterSet, point: string): boolean {
  if (set.kind === "any") return point !== "\n";
  if (set.kind === "digit") return /^[0-9]$/.test(point) !== set.negate;
  if (set.kind === "word") return isWord(point) !== set.negate;
  if (set.kind === "space") return spaces.includes(point) !== set.negate;
  throw new Error(`the subset has no ${set.raw}`);
}
