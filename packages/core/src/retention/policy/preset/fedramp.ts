import type { Preset } from "./types.ts";

export const fedramp = {
  doc: "Audit records are retained online for at least 90 days, and further offline as NARA's schedules ask.",
  keepAtLeast: "90d",
  immediatelyAvailable: "90d",
  rule: {
    framework: "FedRAMP",
    clause: "AU-11",
    reference: "https://www.fedramp.gov/",
  },
} as const satisfies Preset;
