import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type CloudTrailClient, ListPublicKeysCommand } from "@aws-sdk/client-cloudtrail";
import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import { publicKeyOf } from "../chain/judge.ts";
import type { Span } from "../chain/verdict.ts";
import { asked } from "./failure.ts";

/** CloudTrail's public keys of a region that were in use in a span, by fingerprint. */
export interface PublicKeys {
  find(region: string, span: Span, fingerprint: string): Promise<KeyObject | null>;
}

type ByFingerprint = ReadonlyMap<string, KeyObject>;

/**
 * Keys as CloudTrail tells them, asked once for each region and span. A region signs with keys of its own.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
export function listedKeys(clientOf: (region: string) => CloudTrailClient): PublicKeys {
  const lists = new Map<string, Promise<ByFingerprint>>();
  return {
    find: async (region, span, fingerprint) => {
      const question = `${region} ${span.startMs} ${span.endMs}`;
      const known = lists.get(question) ?? asked(`cloudtrail ${region}`, () => list(clientOf(region), span));
      lists.set(question, known);
      return (await known).get(fingerprint) ?? null;
    },
  };
}

async function list(client: CloudTrailClient, { startMs, endMs }: Span): Promise<ByFingerprint> {
  const keys = new Map<string, KeyObject>();
  let token: string | undefined;
  do {
    const input = { StartTime: new Date(startMs), EndTime: new Date(endMs), NextToken: token };
    const { PublicKeyList = [], NextToken } = await client.send(new ListPublicKeysCommand(input));
    for (const { Value, Fingerprint } of PublicKeyList) {
      const key = Value === undefined ? null : publicKeyOf(Buffer.from(Value).toString("base64"));
      if (key !== null && Fingerprint !== undefined) keys.set(Fingerprint, key);
    }
    token = NextToken;
  } while (token !== undefined);
  return keys;
}

/** What `aws cloudtrail list-public-keys` prints. */
const keyFile = z.object({ PublicKeyList: z.array(z.object({ Value: z.string(), Fingerprint: z.string() })) });

/**
 * Keys that somebody kept: files with what `aws cloudtrail list-public-keys` printed, for one region or several.
 * @throws TrailkeepError unreadable-input
 */
export async function keptKeys(files: readonly string[]): Promise<PublicKeys> {
  const keys = new Map<string, KeyObject>();
  for (const file of files) {
    for (const { Value, Fingerprint } of await keysIn(file)) {
      const key = publicKeyOf(Value);
      if (key === null) throw unreadable(file, `the key ${Fingerprint} is no RSA key in DER, PKCS #1`);
      keys.set(Fingerprint, key);
    }
  }
  return { find: async (_region, _span, fingerprint) => keys.get(fingerprint) ?? null };
}

async function keysIn(file: string): Promise<z.infer<typeof keyFile>["PublicKeyList"]> {
  try {
    return keyFile.parse(JSON.parse(await readFile(file, "utf8"))).PublicKeyList;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw unreadable(file, missing ? "there is no such file" : "it is not what list-public-keys prints");
  }
}

function unreadable(file: string, message: string): TrailkeepError {
  const hint = "keep what `aws cloudtrail list-public-keys --region ...` prints";
  return new TrailkeepError("unreadable-input", { message, at: file, hint });
}
