import type { Preset } from "./types.ts";

export const hipaa = {
  doc: "Documentation of actions and activities is retained for 6 years from its creation or the date when it last was in effect. Logs are not named; many keep them as long.",
  keepAtLeast: "6y",

  rule: {
    framework: "HIPAA",
    clause: "45 CFR 164.316(b)(2)(i)",
    reference: "https://www.ecfr.gov/current/title-45/section-164.316",
  },
} as const satisfies Preset;
