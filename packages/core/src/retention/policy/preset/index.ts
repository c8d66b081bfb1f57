import { fedramp } from "./fedramp.ts";
import { gdpr } from "./gdpr.ts";
import { hipaa } from "./hipaa.ts";
import { m2131 } from "./m-21-31.ts";
import { nist80053 } from "./nist-800-53.ts";
import { pciDss } from "./pci-dss.ts";
import { sox } from "./sox.ts";
import type { Preset } from "./types.ts";

export type { Preset } from "./types.ts";

/** Rules that many answer to, by the name policies use in `preset`. */
export const presets = {
  fedramp,
  gdpr,
  hipaa,
  "m-21-31": m2131,
  "nist-800-53": nist80053,
  "pci-dss": pciDss,
  sox,
} as const satisfies Record<string, Preset>;

export const presetNames = [
  "fedramp",
  "gdpr",
  "hipaa",
  "m-21-31",
  "nist-800-53",
  "pci-dss",
  "sox",
] as const satisfies readonly (keyof typeof presets)[];

/** What a policy under a preset has to say itself; null where the rule's text has a number. */
export function mustGive(name: keyof typeof presets): Preset["mustGive"] | null {
  const preset: Preset = presets[name];
  return preset.mustGive ?? null;
}
