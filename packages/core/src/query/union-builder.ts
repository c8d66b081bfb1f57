import type { Query, UnionQuery } from "./wire.ts";

/** What can be a branch: a builder of any source. */
interface Branch {
  toJSON(): Query;
}

/** The rows of several queries together: `union(from("cloudtrail")..., from("s3_access")...).orderBy("time")`. */
export function union(...branches: readonly [Branch, Branch, ...Branch[]]): UnionBuilder {
  return new UnionBuilder({ union: branches.map((branch) => branch.toJSON()) });
}

/** A union, built step by step; each step gives a new builder. `toJSON` is its wire form. */
export class UnionBuilder {
  readonly #query: UnionQuery;

  constructor(query: UnionQuery) {
    this.#query = query;
  }

  /** Sorts by a column of the result. */
  orderBy(column: string, dir: "asc" | "desc" = "asc"): UnionBuilder {
    return new UnionBuilder({ ...this.#query, orderBy: [...(this.#query.orderBy ?? []), { field: column, dir }] });
  }

  limit(rows: number): UnionBuilder {
    return new UnionBuilder({ ...this.#query, limit: rows });
  }

  /** The wire form. */
  toJSON(): UnionQuery {
    return this.#query;
  }
}
