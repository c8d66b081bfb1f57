import { type CloudWatchLogsClient, ListTagsForResourceCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetResourcesCommand, type ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { TrailkeepError } from "../../error.ts";
import { ask, inTurn, pace } from "./ask.ts";
import type { TargetOptions } from "./target.ts";

export type Tags = Readonly<Record<string, string>>;

export interface LogGroupTagsNeeds {
  readonly logs: CloudWatchLogsClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  readonly callsPerSecond: number;
}

/** @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const pageSize = 100;

/** Tags of log groups: of one as CloudWatch Logs has them now, or of all, a hundred a call. */
export class LogGroupTags {
  readonly #needs: LogGroupTagsNeeds;
  readonly #reads: ReturnType<typeof pace>;

  constructor(needs: LogGroupTagsNeeds) {
    this.#needs = needs;
    this.#reads = pace(needs.callsPerSecond);
  }

  /** One group's, by its ARN. */
  async of(resourceArn: string, { signal }: TargetOptions): Promise<Tags> {
    const asked = { permission: "logs:ListTagsForResource", store: resourceArn, signal };
    const command = new ListTagsForResourceCommand({ resourceArn });
    const { tags = {} } = await inTurn(this.#reads, () =>
      ask(asked, (options) => this.#needs.logs.send(command, options)),
    );
    return tags;
  }

  /**
   * All groups' of the Region, to be asked by ARN. They may be some moments old. Where the caller lacks `tag:GetResources` each group
   * is asked for by itself.
   */
  async ofAll(place: string, options: TargetOptions): Promise<(resourceArn: string) => Promise<Tags>> {
    const all = await this.#listed(place, options);
    return async (arn) => (all === null ? this.of(arn, options) : (all.get(arn) ?? {}));
  }

  async #listed(store: string, { signal }: TargetOptions): Promise<ReadonlyMap<string, Tags> | null> {
    const asked = { permission: "tag:GetResources", store, signal };
    const all = new Map<string, Tags>();
    let PaginationToken: string | undefined;
    do {
      const command = new GetResourcesCommand({
        ResourceTypeFilters: ["logs:log-group"],
        ResourcesPerPage: pageSize,
        ...(PaginationToken === undefined ? {} : { PaginationToken }),
      });
      try {
        const page = await inTurn(this.#reads, () =>
          ask(asked, (options) => this.#needs.tagging.send(command, options)),
        );
        for (const { ResourceARN = "", Tags = [] } of page.ResourceTagMappingList ?? []) {
          all.set(
            ResourceARN.replace(/:\*$/, ""),
            Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
          );
        }
        PaginationToken = page.PaginationToken || undefined;
      } catch (error) {
        if (error instanceof TrailkeepError && error.code === "forbidden") return null;
        throw error;
      }
    } while (PaginationToken !== undefined);
    return all;
  }
}
