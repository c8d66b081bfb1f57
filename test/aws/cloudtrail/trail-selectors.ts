import type { AwsService } from "../service.ts";

/** A trail, in AWS's words. */
export interface FakeTrail {
  readonly Name: string;
  readonly S3BucketName: string;
  readonly S3KeyPrefix?: string;
  readonly EventSelectors?: readonly object[];
  readonly AdvancedEventSelectors?: readonly object[];
}

/** DescribeTrails and GetEventSelectors over trails in memory. */
export function selectorService(trails: readonly FakeTrail[]): AwsService {
  const arnOf = ({ Name }: FakeTrail) => `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${Name}`;
  return {
    target: "CloudTrail_20131101",
    operations: {
      DescribeTrails: async () => ({
        trailList: trails.map((trail) => ({
          Name: trail.Name,
          S3BucketName: trail.S3BucketName,
          S3KeyPrefix: trail.S3KeyPrefix,
          TrailARN: arnOf(trail),
        })),
      }),
      GetEventSelectors: async ({ TrailName }) => {
        const { EventSelectors, AdvancedEventSelectors } = trails.find((one) => arnOf(one) === TrailName) ?? {};
        return { EventSelectors, AdvancedEventSelectors };
      },
    },
  };
}
