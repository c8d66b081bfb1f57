import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** A CloudTrail event as far as these tests look at it. */
export function event(id: number, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    eventVersion: "1.08",
    eventTime: new Date(Date.UTC(2026, 9, 1, 0, 0, id)).toISOString().replace(".000Z", "Z"),
    eventSource: "s3.amazonaws.com",
    eventName: "GetObject",
    awsRegion: "eu-west-1",
    sourceIPAddress: "192.0.2.7",
    userAgent: "aws-cli/2.17",
    eventID: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
    ...fields,
  };
}

/** Events as CloudTrail writes them into a file. */
export function trail(events: readonly unknown[]): string {
  return JSON.stringify({ Records: events });
}

/** Writes files below a folder, by path. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** A folder that is gone when the tests of the file have finished; to be called outside of tests. */
export function folderForFile(): string {
  const folder = newFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that is gone when the test has finished. */
export function folderForTest(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "trailkeep-cli-"));
}
