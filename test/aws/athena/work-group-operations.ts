import { z } from "zod";
import { sliceOf } from "../paging.ts";
import { AwsError, type AwsService, type Operation } from "../service.ts";
import { describedWorkGroup, type WorkGroup, WorkGroups } from "./work-group.ts";

const listInput = z.object({
  MaxResults: z.number().int().min(1).max(50).default(50),
  NextToken: z.string().optional(),
});

/** The operations on workgroups. They need no engine. */
export function workGroupOperations(groups: WorkGroups): Readonly<Record<string, Operation>> {
  return {
    GetWorkGroup: async (input) => ({ WorkGroup: describedWorkGroup(groups.find(String(input["WorkGroup"]))) }),
    ListWorkGroups: async (input) => {
      const { data } = listInput.safeParse(input);
      if (data === undefined) throw new AwsError("InvalidRequestException", "invalid");
      const { items, nextToken } = sliceOf(
        groups.list(),
        "groups",
        data.NextToken,
        data.MaxResults,
        "InvalidRequestException",
      );
      return { WorkGroups: items, ...(nextToken === null ? {} : { NextToken: nextToken }) };
    },
  };
}

/** Athena without queries. */
export function workGroupService(groups: readonly WorkGroup[]): AwsService {
  return { target: "AmazonAthena", operations: workGroupOperations(new WorkGroups(groups)) };
}
