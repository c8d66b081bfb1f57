import { localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import fc from "fast-check";
import type { SingleQuery, UnionQuery } from "../../oracle/language.ts";
import { type Records, sourceTable } from "../../oracle/table.ts";
import { nowMs } from "./domains.ts";
import { where } from "./leaves.ts";
import { referenceOf, vocabulary } from "./operands.ts";
import { directions, limit, maybe, ordering, sortableColumns } from "./queries.ts";

/** Unions: of one query with other conditions, or of columns of the same types of any sources. */
export function unions(
  source: SourceName,
  records: Records,
  queries: fc.Arbitrary<SingleQuery>,
): fc.Arbitrary<UnionQuery> {
  return fc.oneof(sameShape(source, records, queries), sameTypes(records)).chain(({ union, sortable }) =>
    fc
      .tuple(
        fc.shuffledSubarray([...sortable], { maxLength: Math.min(2, sortable.length) }),
        directions,
        maybe(limit, 3),
      )
      .map(
        ([names, dirs, most]): UnionQuery => ({
          union,
          ...ordering(names, dirs),
          ...(most === undefined ? {} : { limit: most }),
        }),
      ),
  );
}

interface Shaped {
  readonly union: readonly SingleQuery[];
  readonly sortable: readonly string[];
}

/** All columns decide the order of a union, so none of them may be a mean. */
function sameShape(source: SourceName, records: Records, queries: fc.Arbitrary<SingleQuery>): fc.Arbitrary<Shaped> {
  const exact = queries.filter(({ aggregate = {} }) =>
    Object.keys(aggregate).every((name) => sortableColumns({ aggregate }).includes(name)),
  );
  return fc.tuple(exact, fc.array(aimedAt(source, records), { minLength: 1, maxLength: 2 })).map(([query, filters]) => {
    const { orderBy, limit: most, ...first } = query;
    const union = [first, ...filters.map((filter) => ({ ...first, where: filter }))];
    const grouped = first.groupBy !== undefined || first.aggregate !== undefined;
    return { union, sortable: grouped ? sortableColumns(first) : [] };
  });
}

function sameTypes(records: Records): fc.Arbitrary<Shaped> {
  const types = fc.array(fc.constantFrom("string", "string", "integer", "timestamp", "double", "boolean"), {
    minLength: 1,
    maxLength: 4,
  });
  const held = localSourceNames.filter((source) => sourceTable(source, undefined, records, nowMs).items.length > 0);
  const sources = fc.array(fc.constantFrom(...held), { minLength: 2, maxLength: 4 });
  return fc.tuple(types, sources).chain(([kinds, from]) =>
    fc
      .tuple(
        ...from.map((source) =>
          fc
            .tuple(
              fc.tuple(...kinds.map((kind) => fc.constantFrom(...vocabulary(source).ofType(kind)))),
              aimedAt(source, records),
              fc.boolean(),
            )
            .map(
              ([values, filter, distinct]): SingleQuery => ({
                from: source,
                where: filter,
                select: values.map((value, index) => ({ ...referenceOf(value), as: `c${index}` })),
                ...(distinct ? { distinct } : {}),
              }),
            ),
        ),
      )
      .map((union) => ({ union, sortable: kinds.map((_, index) => `c${index}`) })),
  );
}

function aimedAt(source: SourceName, records: Records) {
  const { items, scope } = sourceTable(source, undefined, records, nowMs);
  const words = vocabulary(source);
  return fc.constantFrom(...items).chain((target) => where({ words, scope, items, target }));
}
