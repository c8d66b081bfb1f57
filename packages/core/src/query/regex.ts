import { type AST, RegExpParser } from "@eslint-community/regexpp";

/**
 * `matches` takes the part of RE2 that every engine reads alike. The pattern is parsed and written anew, so that what
 * an engine sees never depends on its own defaults: classes are spelt out in ASCII, groups do not capture, `.` is
 * anything but a line feed. Where ASCII case is ignored the pattern is folded to lower case, as the text will be.
 * @see https://github.com/google/re2/wiki/Syntax
 */
export class UnsupportedPattern extends Error {}

const maxRepeat = 1000;
const classes = { digit: "0-9", word: "0-9A-Za-z_", space: "\\t\\n\\f\\r " } as const;

/** Rewrites a pattern. Throws UnsupportedPattern with a message that says what is not supported. */
export function portablePattern(pattern: string, ignoreCase: boolean): string {
  const parser = new RegExpParser({ ecmaVersion: 2025 });
  let root: AST.Pattern;
  try {
    root = parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    throw new UnsupportedPattern(error instanceof Error ? error.message : "not a pattern");
  }
  return new Writer(ignoreCase).alternatives(root.alternatives, 1);
}

class Writer {
  readonly #fold: boolean;

  constructor(fold: boolean) {
    this.#fold = fold;
  }

  alternatives(list: readonly AST.Alternative[], repeats: number): string {
    return list.map((one) => one.elements.map((element) => this.element(element, repeats)).join("")).join("|");
  }

  element(node: AST.Element, repeats: number): string {
    switch (node.type) {
      case "Character":
        return escaped(this.#folded(node.value));
      case "CharacterSet":
        return node.kind === "any" ? "[^\\n]" : `[${node.negate ? "^" : ""}${this.#members(node)}]`;
      case "CharacterClass":
        return this.characterClass(node);
      case "Group":
        if (node.modifiers) throw new UnsupportedPattern("flags inside a pattern are not supported");
        return `(?:${this.alternatives(node.alternatives, repeats)})`;
      case "CapturingGroup":
        if (node.name !== null) throw new UnsupportedPattern("named groups are not supported");
        return `(?:${this.alternatives(node.alternatives, repeats)})`;
      case "Quantifier":
        return this.quantifier(node, repeats);
      case "Assertion":
        return this.assertion(node);
      case "Backreference":
        throw new UnsupportedPattern("back-references are not supported");
      default:
        throw new UnsupportedPattern(`\`${node.raw}\` is not supported`);
    }
  }

  assertion(node: AST.Assertion): string {
    if (node.kind === "start") return "^";
    if (node.kind === "end") return "$";
    // RE2 looks for `\B` between the bytes of a character too.
    if (node.kind === "word" && node.negate) throw new UnsupportedPattern("`\\B` is not supported");
    if (node.kind === "word") return "\\b";
    throw new UnsupportedPattern("look-around is not supported");
  }

  quantifier(node: AST.Quantifier, repeats: number): string {
    const bound = Number.isFinite(node.max) ? node.max : node.min;
    const total = repeats * Math.max(1, bound);
    if (total > maxRepeat) throw new UnsupportedPattern(`more than ${maxRepeat} repeats are not supported`);
    if (node.element.type === "Assertion") throw new UnsupportedPattern("an assertion cannot be repeated");
    const max = Number.isFinite(node.max) ? String(node.max) : "";
    const count = node.min === node.max ? `{${node.min}}` : `{${node.min},${max}}`;
    return `(?:${this.element(node.element, total)})${count}${node.greedy ? "" : "?"}`;
  }

  characterClass(node: AST.CharacterClass): string {
    if (node.elements.length === 0) throw new UnsupportedPattern("an empty class is not supported");
    const negative = node.elements.filter((item) => item.type === "CharacterSet" && item.negate);
    if (negative.length > 0) throw new UnsupportedPattern("a negated set inside a class is not supported");
    return `[${node.negate ? "^" : ""}${node.elements.map((item) => this.classMember(item)).join("")}]`;
  }

  classMember(node: AST.CharacterClass["elements"][number]): string {
    if (node.type === "Character") return escaped(this.#folded(node.value));
    if (node.type === "CharacterClassRange") return this.range(node.min.value, node.max.value);
    if (node.type === "CharacterSet") return this.#members(node);
    throw new UnsupportedPattern(`\`${node.raw}\` is not supported inside a class`);
  }

  range(min: number, max: number): string {
    const plain = `${escaped(min)}-${escaped(max)}`;
    const [low, high] = [Math.max(min, 0x41), Math.min(max, 0x5a)];
    return this.#fold && low <= high ? `${plain}${escaped(low + 32)}-${escaped(high + 32)}` : plain;
  }

  #members(node: { readonly kind: string; readonly raw: string }): string {
    if (node.kind === "digit" || node.kind === "word" || node.kind === "space") return classes[node.kind];
    throw new UnsupportedPattern(`\`${node.raw}\` is not supported`);
  }

  #folded(codePoint: number): number {
    return this.#fold && codePoint >= 0x41 && codePoint <= 0x5a ? codePoint + 32 : codePoint;
  }
}

/** Letters, digits and everything beyond ASCII stand for themselves; the rest is written as a code. */
function escaped(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  if (/[0-9A-Za-z_]/.test(text) || (codePoint > 0x9f && text.isWellFormed())) return text;
  if (codePoint > 0x7f) throw new UnsupportedPattern("control characters beyond ASCII are not supported");
  return `\\x${codePoint.toString(16).padStart(2, "0")}`;
}
