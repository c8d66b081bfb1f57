import { type Address, isKernel, type KernelCalls, type KernelExports } from "./calls.ts";
import { moduleBase64 } from "./module.ts";

/** As much of the global as is used here: Node has it, the types of Node do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** What the kernel asks while it reads. */
export interface KernelQuestions {
  /** A shape with one more member, whose name stands at `key` with its quotes and colon; 0 if there is none. */
  learn(shape: Address, key: Address, length: number): Address;
  /** The first millisecond of the day whose text stands there; NaN if there is no such day. */
  startOfDay(at: Address, length: number): number;
}

/**
 * The inner loops of ingest in WebAssembly, one instance a thread: readers and columns work on one memory, so that nothing is
 * copied between them. Its memory grows and never shrinks; what is asked for with `new...` and `hold` has to be given back.
 */
export class Kernel {
  readonly calls: KernelCalls;
  readonly #memory: KernelExports["memory"];
  #bytes: Buffer;
  /** Who answers: the reader whose bytes are being read. */
  questions: KernelQuestions = { learn: () => 0, startOfDay: () => Number.NaN };

  constructor() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(moduleBase64, "base64")), {
      shape: { learn: (shape: number, key: number, length: number) => this.questions.learn(shape, key, length) },
      clock: { startOfDay: (at: number, length: number) => this.questions.startOfDay(at, length) },
    });
    if (!isKernel(exports)) throw new Error("the kernel is not of these sources: build it anew");
    this.calls = exports;
    this.#memory = exports.memory;
    this.#bytes = Buffer.from(this.#memory.buffer);
  }

  /** The whole memory. To be asked for anew after each call: where memory grows, older views are empty. */
  get bytes(): Buffer {
    if (this.#bytes.length === 0) this.#bytes = Buffer.from(this.#memory.buffer);
    return this.#bytes;
  }

  /** A stretch of the memory, until the next call. */
  view(at: Address, length: number): Uint8Array {
    return new Uint8Array(this.bytes.buffer, at, length);
  }
}

let only: Kernel | undefined;

/** The kernel of this thread; made when it is first needed. */
export function kernel(): Kernel {
  only ??= new Kernel();
  return only;
}
