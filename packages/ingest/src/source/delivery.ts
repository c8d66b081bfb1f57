import type { InputObject, NamedObject } from "./object.ts";

/** What a message, a listing or a log group's delivery says that there is. */
export type Delivery =
  /** An object of which the version is known. */
  | { readonly kind: "object"; readonly object: InputObject }
  /** An object by its name alone (CloudTrail's own notice): S3 is asked which version it has now. */
  | { readonly kind: "named"; readonly object: NamedObject }
  /** An object was removed: what was taken from it stays. Counted, and nothing else. */
  | { readonly kind: "removed"; readonly object: NamedObject }
  /** S3 tells that it may notify (`s3:TestEvent`), or another event that names nothing to take. */
  | { readonly kind: "nothing"; readonly reason: string };
