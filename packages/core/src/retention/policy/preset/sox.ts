import type { Preset } from "./types.ts";

export const sox = {
  doc: "Accountants retain records relevant to an audit or review for seven years after it concludes. That logs are among them is custom.",
  keepAtLeast: "7y",

  rule: {
    framework: "SOX",
    clause: "17 CFR 210.2-06",
    reference: "https://www.ecfr.gov/current/title-17/section-210.2-06",
  },
} as const satisfies Preset;
