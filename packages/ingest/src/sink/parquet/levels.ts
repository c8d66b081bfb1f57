import { ByteBuffer } from "./byte-buffer.ts";

/**
 * The definition levels of a page of so many rows, given a bit for each row that has a value and how many have.
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/ (RLE / bit-packing hybrid)
 */
export function presence(bits: Uint8Array, present: number, rows: number): Uint8Array {
  const out = new ByteBuffer(8);
  if (present === rows || present === 0) {
    out.varint(rows << 1);
    out.byte(present === 0 ? 0 : 1);
    return out.view;
  }
  out.varint((bits.length << 1) | 1);
  out.copy(bits);
  return out.view;
}

/** Small numbers as RLE / bit-packing hybrid: one run if they are all equal, packed bits otherwise. */
export function hybrid(values: ArrayLike<number>, count: number, width: number): Uint8Array {
  const first = values[0] ?? 0;
  const out = new ByteBuffer(8 + Math.ceil(count / 8) * width);
  if (allEqual(values, count)) {
    out.varint(count << 1);
    for (let shift = 0; shift < width; shift += 8) out.byte(first >>> shift);
    return out.view;
  }
  const groups = Math.ceil(count / 8);
  out.varint((groups << 1) | 1);
  pack(values, count, width, out);
  return out.view;
}

function allEqual(values: ArrayLike<number>, count: number): boolean {
  for (let place = 1; place < count; place++) if (values[place] !== values[0]) return false;
  return true;
}

function pack(values: ArrayLike<number>, count: number, width: number, out: ByteBuffer): void {
  const total = Math.ceil(count / 8) * width;
  out.reserve(total);
  const end = out.length + total;
  const { bytes } = out;
  let at = out.length;
  let held = 0;
  let heldBits = 0;
  for (let place = 0; place < count; place++) {
    held |= (values[place] ?? 0) << heldBits;
    heldBits += width;
    while (heldBits >= 8) {
      bytes[at++] = held;
      held >>>= 8;
      heldBits -= 8;
    }
  }
  if (heldBits > 0) bytes[at++] = held;
  bytes.fill(0, at, end);
  out.length = end;
}
