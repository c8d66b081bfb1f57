/** A query that finds something in the sample data: who deleted the payroll. */
export const firstQuery = {
  from: "cloudtrail",
  where: {
    and: [
      { field: "eventName", op: "eq", value: "DeleteObject" },
      { field: "requestParameters.key", op: "contains", value: "payroll" },
    ],
  },
  select: ["eventTime", "userIdentity.arn", "sourceIPAddress", "requestParameters.key"],
} as const;

/** One line for a shell that asks it. */
export function firstCurl(url: string): string {
  return `curl -s ${url}/v1/queries -H 'content-type: application/json' -d '${JSON.stringify(firstQuery)}'`;
}
