import { z } from "zod";
import { TrailkeepError } from "../../../error.ts";

/** Lies beside the files that it names. */
export const signFileName = "result_sign.json";

const hex = z.string().regex(/^([0-9a-f]{2})+$/i);

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-validation-sign-file-structure.html */
const signFileSchema = z.object({
  region: z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/),
  files: z
    .array(
      z.object({
        fileHashValue: hex,
        // A name, never a path: what it leads to is beside the sign file.
        fileName: z.string().regex(/^[\w-][\w.-]*$/),
      }),
    )
    .min(1),
  hashAlgorithm: z.literal("SHA-256"),
  signatureAlgorithm: z.literal("SHA256withRSA"),
  queryCompleteTime: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  hashSignature: hex,
  publicKeyFingerprint: z.string().min(1),
});

export type SignFile = z.infer<typeof signFileSchema>;

/** @throws TrailkeepError unreadable-input for what is no sign file of CloudTrail */
export function readSignFile(text: string): SignFile {
  const { data, error } = signFileSchema.safeParse(jsonOf(text));
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new TrailkeepError("unreadable-input", {
    message: `${signFileName} is no sign file of CloudTrail${place}`,
    hint: "have the result delivered again",
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
