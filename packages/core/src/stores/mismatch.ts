import type { AwsConfig, StoresConfig } from "./schema.ts";

/** Two statements of the stores file that cannot both be true, and where the second stands. */
export interface Mismatch {
  readonly message: string;
  readonly place: readonly PropertyKey[];
}

/** What each entry may say for itself, but not beside the others. */
export function mismatches({ stores }: StoresConfig): readonly Mismatch[] {
  return Object.entries(stores).flatMap(([name, store]) => {
    if (store.engine === "local" || store.engine === "fetched") return [];
    const place = ["stores", name];
    return [...foreignArns(store, place), ...invertedRanges(store, place)];
  });
}

/** A store is asked in its region: what an ARN places elsewhere is not found there. */
function foreignArns(store: AwsConfig, place: readonly PropertyKey[]): readonly Mismatch[] {
  return arnsOf(store).flatMap(({ arn, path }) => {
    const region = arn.split(":")[3] ?? "";
    if (region === store.region) return [];
    return [{ message: `the ARN is of ${region}, and the store of ${store.region}`, place: [...place, ...path] }];
  });
}

interface Arn {
  readonly arn: string;
  readonly path: readonly PropertyKey[];
}

function arnsOf(store: AwsConfig): readonly Arn[] {
  switch (store.engine) {
    case "lake":
      return Object.entries(store.sources).flatMap(([source, { eventDataStores }]) =>
        arnsIn(eventDataStores, ["sources", source, "eventDataStores"]),
      );
    case "insights":
      return Object.entries(store.sources).flatMap(([source, { logGroups }]) =>
        arnsIn(logGroups, ["sources", source, "logGroups"]),
      );
    case "athena":
      return [];
  }
}

function arnsIn(names: readonly string[], path: readonly PropertyKey[]): readonly Arn[] {
  return names.flatMap((name, index) => (name.startsWith("arn:") ? [{ arn: name, path: [...path, index] }] : []));
}

function invertedRanges(store: AwsConfig, place: readonly PropertyKey[]): readonly Mismatch[] {
  return Object.entries(store.sources).flatMap(([source, { holds }]) => {
    if (holds?.start === undefined || holds.end === undefined) return [];
    if (Date.parse(holds.start) < Date.parse(holds.end)) return [];
    return [{ message: "the range ends before it begins", place: [...place, "sources", source, "holds", "end"] }];
  });
}
