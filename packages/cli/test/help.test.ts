import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { visible } from "../src/output/visible.ts";
import { trailkeep } from "./support/trailkeep.ts";

const commands = ["ingest", "query", "explain", "status", "quarantine", "sample", "serve"] as const;

describe.concurrent("help", () => {
  test.each([[], ...commands.map((name) => [name])])("%s --help teaches", async (...command) => {
    const { code, out, err } = await trailkeep([...command, "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Usage: trailkeep/);
    expect(out).toMatch(/\$ .*trailkeep/);
    expect(out).toContain("Exit codes: 0 done, 1 failed, 2 wrong use");
    const lines = out.split("\n");
    expect(lines).toEqual(lines.map(visible));
  });

  test("it names every command", async () => {
    const { out } = await trailkeep(["--help"]);
    for (const name of commands) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
  });

  test("--version prints the version of the package", async () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    const { code, out } = await trailkeep(["--version"]);
    expect(code).toBe(0);
    expect(manifest).toMatchObject({ version: out.trim() });
  });
});

describe.concurrent("wrong use is exit code 2, one line, and a near miss where there is one", () => {
  test.each([
    [["qury"], "trailkeep: unknown command 'qury' (Did you mean query?)\n"],
    [["query", "--jsn", "q"], "trailkeep: unknown option '--jsn' (Did you mean --json?)\n"],
    [["quarantine", "lst"], "trailkeep: unknown command 'lst' (Did you mean list?)\n"],
    [["query"], "trailkeep: missing required argument 'file'; `--help` explains\n"],
    [
      ["query", "a", "b"],
      "trailkeep: too many arguments for 'query'. Expected 1 argument but got 2; `--help` explains\n",
    ],
    [
      ["query", "--json", "--csv", "q"],
      "trailkeep: option '--json' cannot be used with option '--csv'; `--help` explains\n",
    ],
  ])("%j", async (args, err) => {
    expect(await trailkeep(args)).toEqual({ code: 2, out: "", err });
  });

  test.each([
    [["serve", "--port", "70000"], "whole number from 0 to 65535"],
    [["sample", "d", "--records", "1e3"], "whole number from 200 to"],
    [["sample", "d", "--records", "10"], "whole number from 200 to"],
    [["sample", "d", "--seed", "-1"], "whole number from 0 to"],
    [["quarantine", "list", "--limit", "0"], "whole number from 1 to"],
    [["status", "--data", ""], "names no folder"],
  ])("%j", async (args, part) => {
    const { code, out, err } = await trailkeep(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(part);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("without a command it shows the help on standard error", async () => {
    const { code, out, err } = await trailkeep([]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Usage: trailkeep");
  });

  test("control characters in an argument are written out", async () => {
    const { code, err } = await trailkeep(["\u001b[31mred"]);
    expect(code).toBe(2);
    expect(err).toContain("unknown command '\\x1b[31mred'");
  });
});
