/** The lexical grammar of Trino's SQL, as far as the dialects use it: what a statement is made of, place by place. */
const token =
  /(?<space>\s+)|(?<string>'(?:[^']|'')*')|(?<quoted>"(?:[^"]|"")*")|(?<number>[0-9]+(?:[.][0-9]*)?(?:[eE][+-]?[0-9]+)?)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<symbol><>|<=|>=|\|\||->|[-+*/%=<>(),.?[\]])/suy;

export interface Token {
  readonly kind: "string" | "quoted" | "number" | "word" | "symbol";
  readonly text: string;
}

/** Throws where no token begins, and on the beginning of a comment. */
export function tokensOf(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < statement.length) {
    const at = token.lastIndex;
    if (/^(--|\/\*)/.test(statement.slice(at, at + 2))) throw new Error(`a comment at ${at}`);
    const groups = token.exec(statement)?.groups;
    if (groups === undefined) throw new Error(`no token at ${at}: ${statement.slice(at, at + 20)}`);
    for (const kind of ["string", "quoted", "number", "word", "symbol"] as const) {
      const text = groups[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens;
}

/** What a string literal stands for. */
export function decoded({ text }: Token): string {
  return text.slice(1, -1).replaceAll("''", "'");
}
