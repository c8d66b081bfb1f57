import type { z } from "zod";
import { TrailkeepError } from "./error.ts";

/**
 * What a function is told by its environment, or by whoever calls it.
 * @throws TrailkeepError invalid-config, naming each variable or member
 */
export function parseSettings<T>(schema: z.ZodType<T>, from: unknown): T {
  const read = schema.safeParse(from);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ message, path }) => ({ message, at: path.join(".") }));
  throw new TrailkeepError("invalid-config", problems);
}
