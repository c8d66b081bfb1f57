import { integer, string } from "./field.ts";
import { logEvent, message } from "./log-event.ts";
import { defineDiscovered } from "./source.ts";

/** VPC flow log records of the default format, as Logs Insights discovers them. `-` in the log is null here. */
export const vpcFlow = defineDiscovered({
  name: "vpc_flow",
  doc: "VPC flow log records in CloudWatch Logs, default format.",
  reference: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html",
  stores: ["insights"],
  time: "timestamp",
  id: "interfaceId",
  fields: {
    ...logEvent,
    version: integer("Version of the format."),
    accountId: string("Account that owns the network interface."),
    interfaceId: string("Network interface whose traffic it is."),
    srcAddr: string("Source address of the traffic."),
    dstAddr: string("Destination address of the traffic."),
    srcPort: integer("Source port."),
    dstPort: integer("Destination port."),
    protocol: integer("IANA protocol number: 6 is TCP, 17 UDP."),
    packets: integer("Packets in the capture window."),
    bytes: integer("Bytes in the capture window."),
    startTime: integer("When the first packet came, seconds since the Unix epoch."),
    endTime: integer("When the last packet came, seconds since the Unix epoch."),
    action: string("`ACCEPT` or `REJECT`."),
    logStatus: string("`OK`, `NODATA` or `SKIPDATA`."),
    ...message,
  },
});
