/** Bytes that cannot be read as a record. Its message is the reason that goes into the quarantine. */
export class Unreadable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Unreadable";
  }
}

const shownLength = 60;

/** A value from a log, for a reason: quoted, control characters escaped, cut at 60 characters. */
export function shown(text: string): string {
  return JSON.stringify(text.length > shownLength ? `${text.slice(0, shownLength)}...` : text);
}

/** Does the work; an Unreadable is answered with, everything else is thrown on. */
export function attempt<T>(work: () => T): T | Unreadable {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}
