import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { S3Client } from "@aws-sdk/client-s3";

/** The clients of a verification. Credentials and addresses are the SDK's own settings (`AWS_ENDPOINT_URL_S3` and so on). */
const common = {
  retryMode: "adaptive",
  maxAttempts: 6,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
};

/** A chain may go on in a bucket of another region. An address of one's own hardly has a name for each bucket. */
export function s3Client(): S3Client {
  const { AWS_REGION, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  return new S3Client({
    ...common,
    region: AWS_REGION ?? "us-east-1",
    followRegionRedirects: true,
    forcePathStyle: (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined,
  });
}

/** CloudTrail signs with keys of each region, so it is asked there. */
export function cloudTrailClient(region: string): CloudTrailClient {
  return new CloudTrailClient({ ...common, region });
}
