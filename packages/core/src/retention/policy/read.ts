import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { type Problem, TrailkeepError } from "../../error.ts";
import { type PolicyFile, policyFileSchema } from "./schema.ts";

const maxProblems = 20;
/** Far more than a thousand policies take. */
export const maxPolicyFileBytes = 4 * 1024 * 1024;

/**
 * Reads a policy file, YAML 1.2 or JSON (which is YAML). `name` is the file's, for errors. Throws `invalid-policy` with
 * one problem for each thing that is wrong, at `file:line:column`.
 */
export function readPolicyFile(text: string, name: string): PolicyFile {
  if (Buffer.byteLength(text) > maxPolicyFileBytes) {
    throw new TrailkeepError("invalid-policy", {
      message: `a policy file has at most ${maxPolicyFileBytes} bytes`,
      at: name,
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    throw new TrailkeepError(
      "invalid-policy",
      faults
        .slice(0, maxProblems)
        .map(({ message, pos }) => ({ message: message.split("\n", 1)[0] ?? message, at: place(pos[0]) })),
    );
  }
  refuseAliases(document, place);
  const parsed = policyFileSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }): Problem => {
    const node = nodeAt(document.contents, path);
    return {
      message: `${path.length === 0 ? "the file" : `\`${path.join(".")}\``}: ${message}`,
      at: place(node?.range?.[0] ?? 0),
    };
  });
  throw new TrailkeepError("invalid-policy", problems.slice(0, maxProblems));
}

/** Policies are read by people: nothing in them stands elsewhere. It also keeps a small file from meaning a huge one. */
function refuseAliases(document: ReturnType<typeof parseDocument>, place: (offset: number) => string): void {
  visit(document, {
    Alias(_, { source, range }) {
      throw new TrailkeepError("invalid-policy", {
        message: `\`*${source}\`: aliases are not supported`,
        at: place(range?.[0] ?? 0),
      });
    },
  });
}

/** The node at a path, or the nearest one around it. */
function nodeAt(root: unknown, path: readonly PropertyKey[]): Node | null {
  let node: Node | null = isMap(root) || isSeq(root) || isScalar(root) ? root : null;
  for (const step of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
    if (!(isMap(next) || isSeq(next) || isScalar(next))) return node;
    node = next;
  }
  return node;
}
