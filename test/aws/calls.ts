/** How often each operation was called, calls that were answered with a fault among them. */
export class Calls {
  readonly #counts = new Map<string, number>();

  add(target: string, operation: string): void {
    this.#counts.set(`${target}.${operation}`, this.count(target, operation) + 1);
  }

  count(target: string, operation: string): number {
    return this.#counts.get(`${target}.${operation}`) ?? 0;
  }

  clear(): void {
    this.#counts.clear();
  }
}
