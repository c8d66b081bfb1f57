// The inner loops of ingest, compiled to WebAssembly: what is done for each byte of a record of the usual form, and for each
// value of a row. Memory is handed out and given back by the caller; nothing here knows of files, sources or fields.
export { hold, release, scratch } from "./bytes";
export {
  appendInteger,
  appendList,
  appendNumber,
  appendTextAt,
  clearPage,
  coverBits,
  coverRows,
  freeColumn,
  heldBytes,
  isFull,
  newColumn,
} from "./column";
export { isKeyEscaped, lineFieldAt, lineFieldEnd, readLine, setDecodedKey, setLine, setLineField } from "./line";
export {
  bitsAt,
  clearMember,
  definitionAt,
  dictionaryAt,
  dictionaryLength,
  entriesAt,
  entryCount,
  hasDictionary,
  levelCount,
  memberTextOf,
  nullCount,
  pageStart,
  plainAt,
  plainLength,
  presentCount,
  repetitionAt,
  textOf,
  valueCount,
  valuesAt,
  valuesLength,
} from "./page";
export { readRecord, setRecordPlaces, setShapes } from "./record";
export { appendOrigin, appendView } from "./row";
export { addShape, freeShape } from "./shape";
export {
  endsAt,
  listRangesAt,
  numbersAt,
  placesAt,
  recordIdAt,
  startsAt,
  viewContentAt,
  viewContentLength,
  viewElements,
  viewFilled,
  viewTimeMs,
} from "./view";
