import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "assemblyscript/package.json" with { type: "json" };

/**
 * Compiles the inner loops of ingest, `packages/ingest/kernel`, to WebAssembly, and writes them as a module that any bundle
 * takes along. Does nothing if the module there is that of these sources.
 */

const folder = fileURLToPath(new URL("../packages/ingest/kernel/", import.meta.url));
const target = fileURLToPath(new URL("../packages/ingest/src/kernel/module.ts", import.meta.url));
const compiler = fileURLToPath(new URL("bin/asc.js", import.meta.resolve("assemblyscript/package.json")));
const flags = ["-O3", "--converge", "--noAssert", "--runtime", "minimal", "--enable", "simd", "--use", "abort="];

const sources = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const digest = createHash("sha256").update(JSON.stringify([manifest.version, flags]));
for (const name of sources.sort()) digest.update(name).update(readFileSync(join(folder, name)));
const head = `// Made by \`npm run kernel\` of packages/ingest/kernel, ${digest.digest("hex")}.\n`;

function compile(): string {
  const work = mkdtempSync(join(tmpdir(), "trailkeep-kernel-"));
  const out = join(work, "kernel.wasm");
  try {
    const args = [compiler, join(folder, "index.ts"), ...flags, "--outFile", out];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`the kernel does not compile: ${stderr}`);
    return readFileSync(out, "base64");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(head)) {
  writeFileSync(target, `${head}export const moduleBase64 =\n  "${compile()}";\n`);
}
