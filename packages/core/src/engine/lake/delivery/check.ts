import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { type DeliveryFolder, sha256Of, textOf } from "./folder.ts";
import type { DeliveredFile, DeliveryReport } from "./report.ts";
import { readSignFile, type SignFile, signFileName } from "./sign-file.ts";
import { isSigned } from "./signature.ts";

/** A client of CloudTrail for the region that a result was signed in: its keys are known there only. */
export type ClientOf = (region: string) => Promise<CloudTrailClient>;

/** A delivered result looks like this; the sign file names those that belong to it. */
const resultName = /^result_.*\.csv\.gz$/;

/**
 * Whether a folder of delivered files is as CloudTrail left it. Everything that is wrong is found, not the first alone.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-validation-intro.html
 */
export async function checkFolder(
  folder: DeliveryFolder,
  location: string,
  clientOf: ClientOf,
): Promise<DeliveryReport> {
  const signed = await folder.open(signFileName);
  if (signed === null) {
    return { location, verified: false, files: [], problems: [`there is no ${signFileName}`] };
  }
  const sign = readSignFile(await textOf(signed));
  const files = await filesOf(folder, sign);
  const problems = [
    ...files.flatMap(({ name, state }) => (state === "intact" ? [] : [`${name} ${wrongs[state]}`])),
    ...signatureProblems(await isSigned(sign, await clientOf(sign.region)), sign),
  ];
  return { location, verified: problems.length === 0, files, problems };
}

async function filesOf(folder: DeliveryFolder, sign: SignFile): Promise<readonly DeliveredFile[]> {
  const files: DeliveredFile[] = [];
  for (const { fileName, fileHashValue } of sign.files) {
    const bytes = await folder.open(fileName);
    const state =
      bytes === null ? "missing" : (await sha256Of(bytes)) === fileHashValue.toLowerCase() ? "intact" : "changed";
    files.push({ name: fileName, state });
  }
  const named = new Set(files.map(({ name }) => name));
  const others = (await folder.names()).filter((name) => resultName.test(name) && !named.has(name));
  return [...files, ...others.map((name) => ({ name, state: "unsigned" as const }))];
}

const wrongs = {
  changed: "is not what was signed",
  missing: "was signed and is not there",
  unsigned: "lies beside the result, and was not signed with it",
} as const;

function signatureProblems(signed: boolean | null, { region, publicKeyFingerprint }: SignFile): readonly string[] {
  if (signed === true) return [];
  if (signed === false) return [`the signature in ${signFileName} is not CloudTrail's for these files`];
  return [`CloudTrail has no key ${publicKeyFingerprint} in ${region}`];
}
