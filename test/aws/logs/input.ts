import { z } from "zod";
import { invalid } from "./groups.ts";

/** An operation's input by its schema; `InvalidParameterException` if it is none. */
export function parameters<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (data === undefined)
    throw invalid(error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") ?? "");
  return data;
}

export const names = {
  group: z.string().min(1).max(512),
  identifier: z.string().min(1).max(2_048),
  token: z.string().optional(),
};
