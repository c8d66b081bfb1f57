import { string, timestamp } from "./field.ts";
import { logEvent, message } from "./log-event.ts";
import { defineDiscovered } from "./source.ts";

/** Route 53 public DNS query logs, as Logs Insights discovers them. `-` in the log is null here. */
export const route53Query = defineDiscovered({
  name: "route53_query",
  doc: "Route 53 public DNS query logs in CloudWatch Logs.",
  reference: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
  stores: ["insights"],
  time: "timestamp",
  id: "queryName",
  fields: {
    ...logEvent,
    version: string("Version of the format."),
    queryTimestamp: timestamp("When Route 53 answered, UTC."),
    hostZoneId: string("Hosted zone that was asked."),
    queryName: string("Domain or subdomain that was asked for."),
    queryType: string("Type of DNS record, as in `AAAA`."),
    responseCode: string("DNS response code, as in `NOERROR`."),
    protocol: string("`UDP` or `TCP`."),
    edgeLocation: string("Edge location that answered: an airport's code and a number."),
    resolverIp: string("Address of the resolver that asked."),
    ednsClientSubnet: string("Part of the address of the client behind the resolver."),
    ...message,
  },
});
