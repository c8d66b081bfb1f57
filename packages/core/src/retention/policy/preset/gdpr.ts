import type { Preset } from "./types.ts";

export const gdpr = {
  doc: "Personal data is kept in a form that identifies people no longer than its purposes need. The text has no number: the policy has to say when records must be gone.",
  mustGive: "deleteAfter",
  rule: {
    framework: "GDPR",
    clause: "5(1)(e)",
    reference: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
  },
} as const satisfies Preset;
