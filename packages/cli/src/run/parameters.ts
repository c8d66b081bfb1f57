import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";

const declared = z.object({ parameters: z.record(z.string(), z.object({ type: z.string() })) });

/**
 * Values for a query's parameters from `name=value` texts, each read as the type that the query declares for it; whether
 * it is one is for the core to judge. Throws invalid-request for a text without `=`.
 */
export function parameterValues(query: unknown, texts: readonly string[]): Readonly<Record<string, unknown>> {
  const known = declared.safeParse(query);
  const types = known.success ? known.data.parameters : {};
  return Object.fromEntries(texts.map((text) => oneValue(text, types)));
}

function oneValue(text: string, types: Readonly<Record<string, { type: string }>>): readonly [string, unknown] {
  const cut = text.indexOf("=");
  if (cut < 1) {
    throw new TrailkeepError("invalid-request", {
      message: `\`${text}\` is no parameter`,
      at: "--param",
      hint: "write `--param name=value`",
    });
  }
  const [name, value] = [text.slice(0, cut), text.slice(cut + 1)];
  return [name, typed(value, types[name]?.type)];
}

function typed(value: string, type: string | undefined): unknown {
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  if (type === "double" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  if (type === "integer" && /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value);
  return value;
}
