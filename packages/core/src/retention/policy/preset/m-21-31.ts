import type { Preset } from "./types.ts";

export const m2131 = {
  doc: "Logs are kept 12 months in active storage and 18 months in cold storage.",
  keepAtLeast: "30mo",
  immediatelyAvailable: "12mo",
  rule: {
    framework: "OMB M-21-31",
    clause: "Appendix C",
    reference:
      "https://www.whitehouse.gov/wp-content/uploads/2021/08/M-21-31-Improving-the-Federal-Governments-Investigative-and-Remediation-Capabilities-Related-to-Cybersecurity-Incidents.pdf",
  },
} as const satisfies Preset;
