import { z } from "zod";
import { sliceOf } from "./paging.ts";
import { AwsError, type AwsService } from "./service.ts";

/** What is tagged, as the service has it: it learns of changes some moments late. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

const input = z.strictObject({
  PaginationToken: z.string().optional(),
  ResourcesPerPage: z.number().int().min(1).max(100).default(50),
  ResourceTypeFilters: z.array(z.string()).max(100).default([]),
});

/**
 * GetResources of the Resource Groups Tagging API, for log groups: those that are tagged.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export function taggingService(logGroups: () => readonly Tagged[]): AwsService {
  return {
    target: "ResourceGroupsTaggingAPI_20170126",
    operations: {
      GetResources: async (parameters) => {
        const read = input.safeParse(parameters);
        if (!read.success) throw new AwsError("InvalidParameterException", read.error.message);
        const { PaginationToken, ResourcesPerPage, ResourceTypeFilters } = read.data;
        const isAsked = ResourceTypeFilters.length === 0 || ResourceTypeFilters.includes("logs:log-group");
        const list = isAsked ? logGroups().filter(({ tags }) => Object.keys(tags).length > 0) : [];
        const { items, nextToken } = sliceOf(
          list,
          "tagging",
          PaginationToken === "" ? undefined : PaginationToken,
          ResourcesPerPage,
          "PaginationTokenExpiredException",
        );
        return {
          PaginationToken: nextToken ?? "",
          ResourceTagMappingList: items.map(({ arn, tags }) => ({
            ResourceARN: arn,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          })),
        };
      },
    },
  };
}
