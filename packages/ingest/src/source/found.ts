/** A file to be taken in. */
export interface InputFile {
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Time of last modification, epoch microseconds. */
  readonly mtimeUs: number;
}

/** A path that was found and is no input, and why. */
export interface PathReason {
  readonly path: string;
  readonly reason: string;
}
