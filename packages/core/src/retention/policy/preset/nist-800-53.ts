import type { Preset } from "./types.ts";

export const nist80053 = {
  doc: "Audit records are retained for a time that the organization defines, consistent with its records retention policy. The policy has to say it.",
  mustGive: "keepAtLeast",
  rule: {
    framework: "NIST SP 800-53 Rev. 5",
    clause: "AU-11",
    reference: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  },
} as const satisfies Preset;
