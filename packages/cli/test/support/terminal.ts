import { spawnSync } from "node:child_process";
import type { TestContext } from "vitest";
import { bash, type Outcome } from "./trailkeep.ts";

const hasScript = spawnSync("bash", ["-c", "command -v script"]).status === 0;

export interface TerminalOptions {
  readonly cwd: string;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a line of shell, in which `$T` is the built binary, on a pseudo-terminal of its own. Standard output and standard
 * error are one there: `out` has both. Skips the test where there is no `script` (util-linux).
 */
export function onTerminal(
  context: TestContext,
  line: string,
  { cwd, columns = 80, env = {} }: TerminalOptions,
): Promise<Outcome> {
  if (!hasScript) context.skip("no `script` of util-linux here, so no pseudo-terminal");
  const inside = `stty cols ${columns} rows 40; ${line}`;
  return bash('script -qec "$INSIDE" /dev/null', { cwd, env: { ...env, INSIDE: inside } });
}
