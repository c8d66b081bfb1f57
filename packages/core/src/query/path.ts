/** One step into open JSON: a member of an object, or an element of an array (the first is 0). */
export type PathSegment = { readonly key: string } | { readonly index: number };

/**
 * Reads a field reference: names split by `.`, `[3]` or a bare decimal for an array's element, `["any key"]` for a
 * member whose name holds `.`, `[`, `"` or is all digits. Returns null if it is not a reference.
 */
export function parseReference(text: string): readonly PathSegment[] | null {
  const step = /(?:^|(?<=.)\.)([^.[\]"]+)|\[(0|[1-9][0-9]{0,8})\]|\[("(?:[^"\\]|\\.)*")\]/y;
  const segments: PathSegment[] = [];
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    const segment = match === null ? null : segmentOf(match);
    if (segment === null) return null;
    segments.push(segment);
  }
  const [first] = segments;
  return first !== undefined && "key" in first ? segments : null;
}

function segmentOf([, bare, index, quoted]: RegExpExecArray): PathSegment | null {
  if (index !== undefined) return { index: Number(index) };
  if (quoted !== undefined) return unquote(quoted);
  if (bare === undefined) return null;
  return /^(0|[1-9][0-9]{0,8})$/.test(bare) ? { index: Number(bare) } : { key: bare };
}

function unquote(quoted: string): PathSegment | null {
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === "string" && key !== "" && key.isWellFormed() && !key.includes("\0") ? { key } : null;
  } catch {
    return null;
  }
}
