import { verifyDelivery } from "@trailkeep/core/delivery";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { deliveryLines } from "../output/delivery.ts";
import { jsonText } from "../output/visible.ts";
import { type RoleFlags, roleOf } from "./role.ts";

export interface VerifyDeliveryFlags extends RoleFlags {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly s3Endpoint?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep verify-delivery`: whether a delivered result is what CloudTrail signed. Exit code 1 if it is not. */
export async function runVerifyDelivery(location: string, flags: VerifyDeliveryFlags, io: Io): Promise<number> {
  const { region, endpoint, s3Endpoint, json } = flags;
  const report = await verifyDelivery(location, { region, endpoint, s3Endpoint, assumeRole: roleOf(flags) });
  if (json) await io.write(`${jsonText(report)}\n`);
  else await io.print(...deliveryLines(report));
  return report.verified ? exitCodes.done : exitCodes.failed;
}
