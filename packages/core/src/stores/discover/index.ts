import { stringify } from "yaml";
import type { AwsPlace } from "../../engine/aws.ts";
import { storeFailure } from "../../engine/remote/failure.ts";
import { discoverAthena } from "./athena.ts";
import type { Draft, FoundStore } from "./draft.ts";
import { discoverInsights } from "./insights.ts";
import { discoverLake } from "./lake.ts";

/** What an account has in a region that can be asked. */
export interface Discovery {
  /** A stores file as YAML; null where nothing was found. */
  readonly file: string | null;
  /** What was left out and why, and what is still to be said. */
  readonly notes: readonly string[];
}

const looks = { lake: discoverLake, athena: discoverAthena, insights: discoverInsights } as const satisfies Readonly<
  Record<string, (place: AwsPlace) => Promise<Draft>>
>;

/**
 * Looks for event data stores, tables and log groups, and changes nothing. A service that does not let itself be asked is a
 * note, unless none does.
 * @throws TrailkeepError credentials, forbidden, too-many, store-unreachable
 */
export async function discoverStores(place: AwsPlace): Promise<Discovery> {
  const drafts = await Promise.all(Object.entries(looks).map(([name, look]) => attempt(name, () => look(place))));
  const [failed] = drafts.flatMap(({ failure }) => (failure === null ? [] : [failure]));
  if (failed !== undefined && drafts.every(({ failure }) => failure !== null)) throw failed;
  const found = drafts.flatMap(({ draft }) =>
    Object.entries(draft.stores).map(([name, store]) => [name, declared(store, place)] as const),
  );
  return {
    file: found.length === 0 ? null : stringify({ stores: Object.fromEntries(found) }, { lineWidth: 0 }),
    notes: drafts.flatMap(({ draft }) => draft.notes),
  };
}

async function attempt(name: string, look: () => Promise<Draft>) {
  try {
    return { draft: await look(), failure: null };
  } catch (error) {
    const failure = storeFailure(error, name);
    return { draft: { stores: {}, notes: [`${name}: ${failure.message}`] }, failure };
  }
}

/** With how it was reached, so that the file works as it was made. */
function declared({ engine, region, ...rest }: FoundStore, place: AwsPlace) {
  const { assumeRole, endpoint } = place;
  return {
    engine,
    region,
    ...(assumeRole === undefined ? {} : { assumeRole }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...rest,
  };
}
