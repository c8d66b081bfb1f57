import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

/**
 * Writes `packages/cli/bundle`: what the quick commands load, in a few files. Node takes longer to find and read some
 * hundred small modules than such a command takes (decision 54).
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "packages/cli/bundle");

/** What is `require`d goes in too: `createRequire` is there for Node, which would parse CommonJS twice for an `import`. */
const plainRequire: Plugin = {
  name: "plain-require",
  setup({ onLoad }) {
    onLoad({ filter: /\/packages\/[a-z]+\/src\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      return { loader: "ts", contents: text.replaceAll("createRequire(import.meta.url)(", "require(") };
    });
  },
};

/** Parts of them that quick commands need: they load nothing else. */
const small = new Set(["@trailkeep/api/csv", "@trailkeep/ingest/limits"]);

/** The commands that load these run from `dist`: threads, assets and the like have files of their own. */
const wholePackages: Plugin = {
  name: "whole-packages",
  setup({ onResolve }) {
    onResolve({ filter: /^@trailkeep\/(api|ingest|sample)(\/|$)/ }, ({ path }) =>
      small.has(path) ? null : { path, external: true },
    );
  },
};

/** What these do when they are loaded takes long, and most runs never need it. */
const changes = [
  // The translations of the messages, a third of the package. Nothing here speaks another language.
  { file: /\/zod\/v4\/locales\/index\.js$/, from: /^.*$/s, to: 'export { default as en } from "./en.js";' },
  // Commands that are programs of their own: there are none.
  {
    file: /\/commander\/lib\/command\.js$/,
    from: "require('node:child_process')",
    to: "{ spawn: (...args) => require('node:child_process').spawn(...args) }",
  },
  // Characters beyond ASCII: it loads the tables of all languages.
  {
    file: /\/string-width\/index\.js$/,
    from: "new Intl.Segmenter()",
    to: "{ segment: (text) => new Intl.Segmenter().segment(text) }",
  },
];

const applied = new Set<object>();

const later: Plugin = {
  name: "later",
  setup({ onLoad }) {
    for (const change of changes) {
      onLoad({ filter: change.file }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        const contents = text.replace(change.from, () => change.to);
        if (contents !== text) applied.add(change);
        return { contents };
      });
    }
  },
};

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: { main: "packages/cli/src/main.ts" },
  outdir: folder,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.12",
  // Some packages' CommonJS asks for its parts by a `require` of its own, which no bundler sees.
  mainFields: ["module", "main"],
  conditions: ["@trailkeep/source"],
  // Native code finds its own files; AWS's clients are large, and wait for a network anyway.
  external: ["@aws-sdk/*", "@duckdb/node-bindings", "libsql"],
  chunkNames: "[name]-[hash]",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  plugins: [plainRequire, wholePackages, later],
  write: false,
});

for (const { file } of changes.filter((change) => !applied.has(change)))
  throw new Error(`nothing to change in ${file}`);

const requireOfNode = `import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url);`;
const wanted = new Map(
  outputFiles.map(({ path, text }) => [basename(path), /\brequire\b/.test(text) ? `${requireOfNode}\n${text}` : text]),
);
mkdirSync(folder, { recursive: true });
const there = new Set(readdirSync(folder));
for (const [name, text] of wanted) {
  // What is right already is left alone: a command may be reading it.
  if (!there.has(name) || readFileSync(join(folder, name), "utf8") !== text) writeFileSync(join(folder, name), text);
}
for (const name of there) if (!wanted.has(name)) rmSync(join(folder, name));
