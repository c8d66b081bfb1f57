import type { Address } from "./calls.ts";
import { kernel } from "./kernel.ts";

/** A text in the kernel's memory, UTF-8. */
export class HeldText {
  at: Address = 0;
  sizeBytes = 0;

  set(text: string): void {
    this.release();
    const bytes = Buffer.from(text);
    this.at = kernel().calls.hold(bytes.length);
    this.sizeBytes = bytes.length;
    kernel().bytes.set(bytes, this.at);
  }

  release(): void {
    if (this.at !== 0) kernel().calls.release(this.at);
    this.at = 0;
    this.sizeBytes = 0;
  }
}
