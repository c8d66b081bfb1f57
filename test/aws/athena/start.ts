import { z } from "zod";
import { AwsError } from "../service.ts";

/** The input of StartQueryExecution, with the API model's constraints. */
const startSchema = z.object({
  QueryString: z.string().min(1),
  ClientRequestToken: z.string().min(32).max(128).optional(),
  QueryExecutionContext: z.object({ Database: z.string().optional(), Catalog: z.string().optional() }).optional(),
  ResultConfiguration: z
    .object({
      OutputLocation: z.string().optional(),
      ExpectedBucketOwner: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
    })
    .optional(),
  WorkGroup: z.string().optional(),
  ExecutionParameters: z.array(z.string()).min(1).optional(),
  ResultReuseConfiguration: z
    .object({
      ResultReuseByAgeConfiguration: z
        .object({ Enabled: z.boolean(), MaxAgeInMinutes: z.number().int().min(0).max(10_080).optional() })
        .optional(),
    })
    .optional(),
});

export type Start = z.infer<typeof startSchema>;

/** Bytes of a statement. @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const maxStatementBytes = 262_144;

export function readStart(input: unknown): Start {
  const { data, error } = startSchema.safeParse(input);
  if (data === undefined) throw new AwsError("InvalidRequestException", error?.message ?? "invalid");
  if (Buffer.byteLength(data.QueryString) > maxStatementBytes) {
    throw new AwsError("InvalidRequestException", `queryString must have at most ${maxStatementBytes} bytes`);
  }
  return data;
}

/** How old a result may be that answers instead of a new run; null where none may. */
export function reuseAgeMs(start: Start): number | null {
  const reuse = start.ResultReuseConfiguration?.ResultReuseByAgeConfiguration;
  return reuse?.Enabled === true ? (reuse.MaxAgeInMinutes ?? 60) * 60_000 : null;
}

/** What must be the same for a result to be reused, or for a repeated request to be the same request. */
export function sameness({ ClientRequestToken: _, ResultReuseConfiguration: __, ...rest }: Start): string {
  return JSON.stringify(rest);
}
