/** Results up to this many rows stay in memory; larger ones are spilled to a file. */
export const maxRowsInMemory = 1_000;
