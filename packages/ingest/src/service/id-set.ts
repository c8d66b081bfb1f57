const idBytes = 16;
const firstSlots = 1024;

/** Record ids (16 bytes each) that were met: about 40 bytes of memory an id. An id is a hash, so its own bits place it. */
export class IdSet {
  #slots = Buffer.alloc(firstSlots * idBytes);
  #used = new Uint8Array(firstSlots);
  #count = 0;

  /** Adds an id; whether it was not there yet. */
  add(id: Uint8Array): boolean {
    if (this.#count * 2 >= this.#used.length) this.#grow();
    const at = this.#find(id);
    if (this.#used[at] === 1) return false;
    this.#slots.set(id, at * idBytes);
    this.#used[at] = 1;
    this.#count += 1;
    return true;
  }

  /** The slot of the id, or the free one for it. */
  #find(id: Uint8Array): number {
    const mask = this.#used.length - 1;
    const view = Buffer.from(id.buffer, id.byteOffset, idBytes);
    let at = view.readUInt32LE(0) & mask;
    while (this.#used[at] === 1 && view.compare(this.#slots, at * idBytes, (at + 1) * idBytes) !== 0)
      at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [slots, used] = [this.#slots, this.#used];
    this.#slots = Buffer.alloc(slots.length * 2);
    this.#used = new Uint8Array(used.length * 2);
    for (let from = 0; from < used.length; from++) {
      if (used[from] !== 1) continue;
      const id = slots.subarray(from * idBytes, (from + 1) * idBytes);
      const at = this.#find(id);
      this.#slots.set(id, at * idBytes);
      this.#used[at] = 1;
    }
  }
}
