import { z } from "zod";
import { AwsError, type AwsService } from "../../aws/service.ts";
import type { SigningKey } from "./key.ts";

const input = z.object({
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
  NextToken: z.string().optional(),
});

/**
 * CloudTrail's ListPublicKeys, for keys by region; two at a time.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
export function publicKeyService(keysOf: (region: string) => readonly SigningKey[]): AwsService {
  return {
    target: "CloudTrail_20131101",
    operations: {
      ListPublicKeys: async (given, { region }) => {
        const { StartTime = 0, EndTime = Date.now() / 1000, NextToken = "0" } = input.parse(given);
        if (StartTime > EndTime) throw new AwsError("InvalidTimeRangeException", "The start is after the end.");
        const keys = keysOf(region);
        const from = Number(NextToken);
        const page = keys.slice(from, from + 2);
        return {
          PublicKeyList: page.map(({ value, fingerprint }) => ({ Value: value, Fingerprint: fingerprint })),
          ...(from + 2 < keys.length ? { NextToken: String(from + 2) } : {}),
        };
      },
    },
  };
}
