/** What a rule asks for, as policies take it. */
export interface Preset {
  readonly doc: string;
  readonly keepAtLeast?: string;
  readonly immediatelyAvailable?: string;
  /** What a policy has to say itself, because the rule's text names no number. */
  readonly mustGive?: "keepAtLeast" | "deleteAfter";
  readonly rule: { readonly framework: string; readonly clause: string; readonly reference: string };
}
