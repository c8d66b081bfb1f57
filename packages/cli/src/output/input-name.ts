import { fileURLToPath } from "node:url";

/** An input object as people name it: a path where its URI is a file's, else the URI. */
export function inputName(uri: string): string {
  if (!uri.startsWith("file://")) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}
