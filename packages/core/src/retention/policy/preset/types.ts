/** What a rule asks for, as policies take it. */
export interface Preset {
  readonly doc: string;
  readonly keepAtLeast: string;
  readonly immediatelyAvailable?: string;
  readonly rule: { readonly framework: string; readonly clause: string; readonly reference: string };
}
