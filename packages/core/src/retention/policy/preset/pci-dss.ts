import type { Preset } from "./types.ts";

export const pciDss = {
  doc: "Audit log history is retained for at least 12 months, with at least the most recent three months immediately available for analysis.",
  keepAtLeast: "12mo",
  immediatelyAvailable: "3mo",
  rule: {
    framework: "PCI DSS 4.0.1",
    clause: "10.5.1",
    reference: "https://www.pcisecuritystandards.org/document_library/",
  },
} as const satisfies Preset;
