import type { SourceName } from "../catalog/index.ts";
import type { Joined, MainOf, ParameterOf, Records, Reference, TypeOf } from "./builder-types.ts";
import type { Condition } from "./conditions.ts";

/** The types behind the builder's `join`. */

/** Fields of either side that are to be equal. */
export interface KeyPair {
  readonly left: string;
  readonly right: string;
}

/** Each pair once more, with `never` for what is no field of its side, is open JSON, or is of another type. */
type Keys<S extends SourceName, W extends SourceName, K extends readonly KeyPair[]> = {
  readonly [Index in keyof K]: {
    readonly left: KeyOf<S, K[Index]["left"]>;
    readonly right: TypeOf<W, K[Index]["right"]> extends TypeOf<S, K[Index]["left"]>
      ? KeyOf<W, K[Index]["right"]>
      : never;
  };
};
type KeyOf<S extends SourceName, F> = F extends Reference<S> ? (TypeOf<S, F> extends "json" ? never : F) : never;

/** An alias that a field begins with would leave open which of the two is meant. */
type AliasBeside<S extends SourceName, As> = As extends FirstWord<Reference<S>> ? never : As;
type FirstWord<F> = F extends `${infer Word}.${string}` ? Word : F;

type Bound = string | ParameterOf<"timestamp">;
export type JoinTime =
  | { readonly last: string | ParameterOf<"duration"> }
  | { readonly start?: Bound; readonly end?: Bound };

/** How records are joined with those of another source; the wire form's `join`. */
export interface JoinStep<
  S extends SourceName,
  W extends SourceName,
  As extends string,
  K extends readonly [KeyPair, ...KeyPair[]],
> {
  /** The other source. */
  readonly with: W;
  /** How its fields are named: `alias.field`. */
  readonly as: As & AliasBeside<S, As>;
  /** `left` keeps records without a partner. */
  readonly kind: "inner" | "left";
  /** Fields that are equal, and not null: of the source, and of the other one. */
  readonly on: K & Keys<S, W, K>;
  /** Bounds the other source's records before they are joined, as `where` does. */
  readonly time?: JoinTime;
  readonly where?: Condition<W>;
}

/** The source of a query that is not joined yet: there is one join at most. */
export type Single<R extends Records> = R extends SourceName ? R : never;

/** The records after the join. */
export type JoinedWith<R extends Records, W extends SourceName, As extends string> = Joined<
  MainOf<R> & SourceName,
  W,
  As
>;
