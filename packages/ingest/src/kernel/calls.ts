/** A place in the kernel's memory. */
export type Address = number;

/** What the kernel exports: see `packages/ingest/kernel`. A truth value is 1 or 0. */
export interface KernelCalls {
  hold(size: number): Address;
  release(at: Address): void;
  scratch(size: number): Address;

  newColumn(kind: number, width: number): Address;
  freeColumn(column: Address): void;
  appendTextAt(column: Address, row: number, from: Address, length: number): number;
  appendNumber(column: Address, row: number, value: number): void;
  appendInteger(column: Address, row: number, value: bigint): void;
  appendList(column: Address, row: number, ranges: Address, elements: number): void;
  coverRows(column: Address, row: number): void;
  coverBits(column: Address, rows: number): void;
  clearPage(column: Address, row: number): void;
  heldBytes(column: Address): number;
  isFull(column: Address): number;

  appendView(columns: Address, row: number): number;
  appendOrigin(
    ids: Address,
    objects: Address,
    positions: Address,
    row: number,
    uri: Address,
    length: number,
    position: number,
  ): number;

  pageStart(column: Address): number;
  presentCount(column: Address): number;
  bitsAt(column: Address): Address;
  valuesAt(column: Address): Address;
  valuesLength(column: Address): number;
  textOf(column: Address): Address;
  hasDictionary(text: Address): number;
  plainAt(text: Address): Address;
  plainLength(text: Address): number;
  dictionaryAt(text: Address): Address;
  dictionaryLength(text: Address): number;
  entryCount(text: Address): number;
  entriesAt(text: Address): Address;
  valueCount(text: Address): number;
  memberTextOf(column: Address, place: number): Address;
  repetitionAt(column: Address, place: number): Address;
  definitionAt(column: Address, place: number): Address;
  levelCount(column: Address, place: number): number;
  nullCount(column: Address, place: number): number;
  clearMember(column: Address, place: number): void;

  setRecordPlaces(
    time: number,
    raw: number,
    name: number,
    source: number,
    type: number,
    category: number,
    members: number,
  ): void;
  setShapes(ofRecord: Address, ofAny: Address, ofElements: Address): void;
  readRecord(from: Address, limit: Address, maxDepth: number): Address;
  addShape(
    parent: Address,
    key: Address,
    length: number,
    kind: number,
    target: number,
    type: number,
    order: Address,
  ): Address;
  freeShape(shape: Address): void;

  setLine(fields: number, least: number, key: number, raw: number): void;
  setLineField(field: number, place: number, kind: number): void;
  readLine(from: Address, limit: Address): Address;
  isKeyEscaped(): number;
  setDecodedKey(start: Address, end: Address): void;
  lineFieldAt(field: number): Address;
  lineFieldEnd(field: number): Address;

  placesAt(): Address;
  startsAt(): Address;
  endsAt(): Address;
  numbersAt(): Address;
  listRangesAt(): Address;
  recordIdAt(): Address;
  viewFilled(): number;
  viewElements(): number;
  viewTimeMs(): number;
  viewContentAt(): Address;
  viewContentLength(): number;
}

const names: Readonly<Record<keyof KernelCalls, true>> = {
  hold: true,
  release: true,
  scratch: true,
  newColumn: true,
  freeColumn: true,
  appendTextAt: true,
  appendNumber: true,
  appendInteger: true,
  appendList: true,
  coverRows: true,
  coverBits: true,
  clearPage: true,
  heldBytes: true,
  isFull: true,
  appendView: true,
  appendOrigin: true,
  pageStart: true,
  presentCount: true,
  bitsAt: true,
  valuesAt: true,
  valuesLength: true,
  textOf: true,
  hasDictionary: true,
  plainAt: true,
  plainLength: true,
  dictionaryAt: true,
  dictionaryLength: true,
  entryCount: true,
  entriesAt: true,
  valueCount: true,
  memberTextOf: true,
  repetitionAt: true,
  definitionAt: true,
  levelCount: true,
  nullCount: true,
  clearMember: true,
  setRecordPlaces: true,
  setShapes: true,
  readRecord: true,
  addShape: true,
  freeShape: true,
  setLine: true,
  setLineField: true,
  readLine: true,
  isKeyEscaped: true,
  setDecodedKey: true,
  lineFieldAt: true,
  lineFieldEnd: true,
  placesAt: true,
  startsAt: true,
  endsAt: true,
  numbersAt: true,
  listRangesAt: true,
  recordIdAt: true,
  viewFilled: true,
  viewElements: true,
  viewTimeMs: true,
  viewContentAt: true,
  viewContentLength: true,
};

/** An instance's exports: the calls, and the memory that they work on. */
export interface KernelExports extends KernelCalls {
  readonly memory: { readonly buffer: ArrayBuffer };
}

/** Whether the module that was compiled is the one that these sources know. */
export function isKernel(
  exports: Readonly<Record<string, unknown>>,
): exports is Readonly<Record<string, unknown>> & KernelExports {
  const { memory } = exports;
  const hasMemory = typeof memory === "object" && memory !== null && "buffer" in memory;
  return hasMemory && Object.keys(names).every((name) => typeof exports[name] === "function");
}
