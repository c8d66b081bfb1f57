import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folders: string[] = [];

/** An empty folder that is gone when the tests are. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-channel-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A line of an access log; lines of different numbers are different records. */
export function accessLine(number: number, userAgent = "aws-cli/2.0"): string {
  const [minute, second] = [Math.floor(number / 60) % 60, number % 60].map((part) => String(part).padStart(2, "0"));
  const id = number.toString(16).toUpperCase().padStart(16, "0");
  return [
    "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be payroll",
    `[01/Mar/2026:10:${minute}:${second} +0000] 192.0.2.3 arn:aws:iam::111122223333:user/mara`,
    `${id} REST.GET.OBJECT 2026/salaries.csv "GET /2026/salaries.csv HTTP/1.1" 200 - 2662 3462992 70 10 "-"`,
    `"${userAgent}" - aGVsbG8= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader payroll.s3.amazonaws.com TLSv1.2 - -`,
  ].join(" ");
}

/** A file of lines. */
export function logFile(
  folder: string,
  lines: readonly string[],
  name = "2026-03-01-10-20-30-0123456789ABCDEF",
): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}
