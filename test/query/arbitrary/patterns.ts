import fc from "fast-check";

/** The same text with the case of some ASCII letters turned. */
export function swapCase(text: string): fc.Arbitrary<string> {
  const points = [...text];
  return fc
    .array(fc.boolean(), { minLength: points.length, maxLength: points.length })
    .map((turns) => points.map((point, index) => (turns[index] ? turned(point) : point)).join(""));
}

function turned(point: string): string {
  if (/[a-z]/.test(point)) return point.toUpperCase();
  return /[A-Z]/.test(point) ? point.toLowerCase() : point;
}

/** A part of the text that the operator finds in it; cut between code points. */
export function pieceOf(op: "contains" | "startsWith" | "endsWith", text: string): fc.Arbitrary<string> {
  const points = [...text];
  return cut(points.length).map(([from, to]) => {
    if (op === "startsWith") return points.slice(0, to).join("");
    return points.slice(from, op === "endsWith" ? points.length : to).join("");
  });
}

function cut(length: number): fc.Arbitrary<readonly [number, number]> {
  const place = fc.nat({ max: length });
  return fc.tuple(place, place).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
}

/** A `like` pattern that mostly matches the text: some code points are `_`, some runs `%`. */
export function likePattern(text: string): fc.Arbitrary<string> {
  const points = [...text];
  const treatment = fc.array(fc.constantFrom("keep", "keep", "keep", "one", "run", "both"), {
    minLength: points.length,
    maxLength: points.length,
  });
  return fc.tuple(treatment, fc.constantFrom("", "%"), fc.constantFrom("", "%", "_")).map(([how, before, after]) => {
    const body = points.map((point, index) => {
      if (how[index] === "one") return "_";
      if (how[index] === "run") return "%";
      const plain = /[%_\\]/.test(point) ? `\\${point}` : point;
      return how[index] === "both" ? `%${plain}` : plain;
    });
    return before + body.join("") + (after === "_" && body.length > 0 ? "" : after);
  });
}

/** An atom takes up to 15 characters, and a pattern has at most 1,000. */
const mostAtoms = 60;

/** A pattern of the RE2 subset that mostly matches the text: its code points as classes, groups and repeats. */
export function regexPattern(text: string): fc.Arbitrary<string> {
  const points = [...text];
  return cut(points.length).chain(([from, end]) => {
    const to = Math.min(end, from + mostAtoms);
    return fc
      .tuple(
        fc.tuple(...points.slice(from, to).map(atom)),
        fc.constantFrom("", "", "^", "\\b"),
        fc.constantFrom("", "", "$", "\\b"),
        fc.constantFrom(false, false, true),
      )
      .map(([atoms, before, after, alternative]) => {
        const body = atoms.join("");
        const whole = alternative ? `(?:zz|${body})` : body;
        return (before === "^" && from > 0 ? "" : before) + whole + (after === "$" && to < points.length ? "" : after);
      });
  });
}

function atom(point: string): fc.Arbitrary<string> {
  const literal = /[\^$\\.*+?()[\]{}|/]/.test(point) ? `\\${point}` : point;
  const member = /[\^\]\\[-]/.test(point) ? `\\${point}` : point;
  const one = fc.oneof(
    { weight: 3, arbitrary: fc.constant(literal) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(".", classOf(point), `[${member}]`, `[${member}x-z]`, "[^\\d~]", "[a-fA-F\\d]"),
    },
    { weight: 1, arbitrary: fc.constantFrom(`(${literal})`, `(?:${literal}|~)`) },
  );
  const repeat = fc.oneof(
    { weight: 5, arbitrary: fc.constant("") },
    { weight: 2, arbitrary: fc.constantFrom("+", "*", "?", "{1}", "{1,2}", "{0,3}", "+?", "*?", "??") },
  );
  return fc.tuple(one, repeat).map(([element, times]) => element + times);
}

function classOf(point: string): string {
  if (/[0-9]/.test(point)) return "\\d";
  if (/[A-Za-z_]/.test(point)) return "\\w";
  return /[\t\n\f\r ]/.test(point) ? "\\s" : "\\W";
}
