import { fedramp } from "./fedramp.ts";
import { hipaa } from "./hipaa.ts";
import { m2131 } from "./m-21-31.ts";
import { pciDss } from "./pci-dss.ts";
import { sox } from "./sox.ts";
import type { Preset } from "./types.ts";

export type { Preset } from "./types.ts";

/** Rules that many answer to, by the name policies use in `preset`. */
export const presets = {
  fedramp,
  hipaa,
  "m-21-31": m2131,
  "pci-dss": pciDss,
  sox,
} as const satisfies Record<string, Preset>;

export const presetNames = [
  "fedramp",
  "hipaa",
  "m-21-31",
  "pci-dss",
  "sox",
] as const satisfies readonly (keyof typeof presets)[];
