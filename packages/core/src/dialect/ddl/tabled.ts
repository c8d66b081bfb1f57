import { isKeptSourceName, type KeptSourceName, keptOf, type SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";

/** A source that can have tables. Throws capability on one that is made of others when it is asked about. */
export function tabledSource(name: SourceName): KeptSourceName {
  if (isKeptSourceName(name)) return name;
  const parts = keptOf(name).join(" and ");
  throw new TrailkeepError("capability", {
    message: `\`${name}\` has no table: it is made of ${parts} when it is asked about`,
    hint: `make the tables of ${parts}`,
  });
}
