/**
 * What AWS asks, US dollars in us-east-1, by its price pages as of 2026-11: S3 Standard, SQS standard queues, Lambda on arm64,
 * DynamoDB on demand.
 * @see https://aws.amazon.com/s3/pricing/ https://aws.amazon.com/sqs/pricing/ https://aws.amazon.com/lambda/pricing/
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
const prices = {
  putRequest: 0.005 / 1_000,
  getRequest: 0.0004 / 1_000,
  sqsRequest: 0.4 / 1_000_000,
  lambdaRequest: 0.2 / 1_000_000,
  lambdaGbSecond: 0.0000133334,
  writeUnit: 0.625 / 1_000_000,
  readUnit: 0.125 / 1_000_000,
} as const;

/** What taking an object asks of each service, on average. */
export interface PerObject {
  readonly gets: number;
  readonly puts: number;
  readonly sqsRequests: number;
  readonly invocations: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly gbSeconds: number;
}

/** US dollars for an object. */
export function costOf(of: PerObject): number {
  return (
    of.gets * prices.getRequest +
    of.puts * prices.putRequest +
    of.sqsRequests * prices.sqsRequest +
    of.invocations * prices.lambdaRequest +
    of.gbSeconds * prices.lambdaGbSecond +
    of.writeUnits * prices.writeUnit +
    of.readUnits * prices.readUnit
  );
}
