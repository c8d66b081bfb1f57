/** Goals of a benchmark, and whether they were met. A quick run is too short to judge. */
export class Gates {
  readonly #judged: boolean;
  #missed = 0;

  constructor(judged: boolean) {
    this.#judged = judged;
  }

  judge(met: boolean): "met" | "missed" | "not judged" {
    if (!this.#judged) return "not judged";
    if (!met) this.#missed++;
    return met ? "met" : "missed";
  }

  /** Sets the exit code: 1 if a goal was missed. */
  end(): void {
    if (this.#missed > 0) process.exitCode = 1;
  }
}
