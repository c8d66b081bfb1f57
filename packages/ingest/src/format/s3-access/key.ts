/**
 * The key that S3 stores, from the key as a log holds it.
 *
 * S3 URL-encodes keys in access logs, and does so twice: a double quote in a key is logged as `%2522`, a space as `%2520`.
 * Lifecycle actions (operations that begin with `S3.`) are logged by S3 itself and encode once. So their keys are decoded
 * once and all others twice. A key may hold `%` itself: `50%` is logged as `50%2525` or `50%25`. Where a decoding is not
 * possible (an escape without two hexadecimal digits, or bytes that are not UTF-8) the key is left as the decoding before
 * gave it: it was not encoded so often. `+` is a plus sign, not a space.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html (the 2023 text of "Key" names the double encoding)
 */
export function decodeKey(keyRaw: string, operation: string | null): string {
  const once = decodeOnce(keyRaw);
  return operation?.startsWith("S3.") === true ? once : decodeOnce(once);
}

function decodeOnce(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
