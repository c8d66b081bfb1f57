import { type AthenaClient, GetWorkGroupCommand, ListWorkGroupsCommand } from "@aws-sdk/client-athena";
import type { S3Client } from "@aws-sdk/client-s3";
import { TrailkeepError } from "../../error.ts";
import { type ObservedAthenaResults, sameRules } from "../plan/index.ts";
import { ask, orElse, partitionOf, sentence } from "./ask.ts";
import { ownRules, putOwnRules, readBucket } from "./bucket-state.ts";
import { prefixAt } from "./prefix.ts";
import type { ActionOf, RetentionTarget, TargetOptions, Unread } from "./target.ts";

export interface AthenaResultsNeeds {
  readonly client: AthenaClient;
  readonly s3: S3Client;
  readonly account: string;
  readonly region: string;
}

/** Where a workgroup's results are: a place in S3 (which workgroups can share), or with Athena itself. */
type Place =
  | { readonly id: string; readonly bucket: string; readonly prefix: string }
  | { readonly id: string; readonly bucket: null };

/**
 * Where the workgroups of an account and Region leave their results.
 * Calls of a run: one for 50 workgroups, one for each, and four for each location; five and one write for each action.
 */
export function athenaResultsTarget(needs: AthenaResultsNeeds): RetentionTarget<"athena_results"> {
  const { client, s3, account, region } = needs;
  const workGroupArn = (name: string) => `arn:${partitionOf(region)}:athena:${region}:${account}:workgroup/${name}`;

  async function placeOf(name: string, { signal }: TargetOptions): Promise<Place> {
    const asked = { permission: "athena:GetWorkGroup", store: workGroupArn(name), signal };
    const { WorkGroup } = await ask(asked, (options) =>
      client.send(new GetWorkGroupCommand({ WorkGroup: name }), options),
    );
    const { ManagedQueryResultsConfiguration: managed, ResultConfiguration } = WorkGroup?.Configuration ?? {};
    if (managed?.Enabled === true) return { id: workGroupArn(name), bucket: null };
    const place = prefixAt(ResultConfiguration?.OutputLocation);
    if (place !== null) return place;
    const message =
      "it names no place for its results: each query says where they go, and nobody can tell where that is";
    throw new TrailkeepError("store-failed", { message, at: workGroupArn(name), hint: "give the workgroup one" });
  }

  async function read(place: Place, workGroups: readonly string[], options: TargetOptions) {
    const identity = { kind: "athena_results", id: place.id, account, region, workGroups } as const;
    if (place.bucket === null) {
      return { ...identity, name: workGroups[0] ?? "", arn: place.id, tags: {}, location: null };
    }
    const { bucket, prefix } = place;
    const { state, tags } = await readBucket(s3, bucket, options);
    const arn = `arn:${partitionOf(region)}:s3:::${bucket}/${prefix}`;
    return { ...identity, name: `${bucket}/${prefix}`, arn, tags, location: { ...state, bucket, prefix } };
  }

  return {
    kind: "athena_results",

    async observe(options = {}) {
      const unread: Unread[] = [];
      const skip = (store: string, name: string, error: unknown) =>
        unread.push({ store, kind: "athena_results", name, message: sentence(error) });
      const places = new Map<string, { readonly place: Place; readonly workGroups: string[] }>();
      for (const name of await workGroupNames(needs, options)) {
        try {
          const place = await placeOf(name, options);
          const known = places.get(place.id);
          if (known === undefined) places.set(place.id, { place, workGroups: [name] });
          else known.workGroups.push(name);
        } catch (error) {
          skip(workGroupArn(name), name, error);
        }
      }
      const stores: ObservedAthenaResults[] = [];
      for (const { place, workGroups } of places.values()) {
        try {
          stores.push(await read(place, workGroups, options));
        } catch (error) {
          skip(place.id, place.bucket === null ? (workGroups[0] ?? "") : `${place.bucket}/${place.prefix}`, error);
        }
      }
      return { stores, unread };
    },

    async reobserve(id, options = {}) {
      const place = prefixAt(id);
      const name = id.slice(id.indexOf("workgroup/") + "workgroup/".length);
      if (place !== null) return orElse(["NoSuchBucket"], null, read(place, [], options));
      return read({ id, bucket: null }, [name], options);
    },

    async apply(action, options = {}) {
      const place = prefixAt(action.store);
      if (place !== null && action.type === "set_lifecycle") return putOwnRules(s3, place, action, options);
      throw new TrailkeepError("invalid-request", `query results cannot do this: ${action.type} of ${action.store}`);
    },

    isApplied,
  };
}

function isApplied(action: ActionOf<"athena_results">, results: ObservedAthenaResults | null): boolean {
  const location = results?.location;
  if (!location || action.type !== "set_lifecycle") return false;
  return sameRules(ownRules(location.rules, location.prefix), action.after);
}

async function workGroupNames({ client, account, region }: AthenaResultsNeeds, { signal }: TargetOptions) {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListWorkGroupsCommand({ MaxResults: 50, ...(NextToken === undefined ? {} : { NextToken }) });
    const asked = { permission: "athena:ListWorkGroups", store: `workgroups of ${account} in ${region}`, signal };
    const page = await ask(asked, (options) => client.send(command, options));
    names.push(...(page.WorkGroups ?? []).flatMap(({ Name }) => (Name === undefined ? [] : [Name])));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names;
}
