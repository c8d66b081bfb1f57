import { AwsError } from "./service.ts";

/** What goes wrong with a call: it is answered with an error, late, or never. */
export type Fault =
  | { readonly kind: "error"; readonly error: AwsError }
  | { readonly kind: "delay"; readonly delayMs: number }
  /** The connection is cut before the operation runs, or after it: then it has happened, and nobody was told. */
  | { readonly kind: "drop"; readonly when: "before" | "after" };

/** An operation of a service; `*` is every operation. */
export interface Place {
  /** As in `AmazonAthena`. */
  readonly target: string;
  readonly operation: string;
}

interface Planned {
  readonly place: Place;
  readonly fault: Fault;
  left: number;
}

/** Faults to come, by operation: each happens as often as it was asked for, in the order in which they were planned. */
export class Faults {
  #planned: Planned[] = [];

  /** Plans a fault for the next `times` calls of an operation. */
  plan(place: Place, fault: Fault, times = 1): void {
    this.#planned.push({ place, fault, left: times });
  }

  /** Errors as AWS answers them when there are too many calls. */
  throttle(place: Place, times = 1, code = "ThrottlingException"): void {
    this.plan(place, { kind: "error", error: new AwsError(code, "Rate exceeded") }, times);
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault of a call that is being made now, if there is one. */
  take({ target, operation }: Place): Fault | null {
    const planned = this.#planned.find(
      ({ place, left }) =>
        left > 0 && place.target === target && (place.operation === "*" || place.operation === operation),
    );
    if (planned === undefined) return null;
    planned.left -= 1;
    return planned.fault;
  }
}
