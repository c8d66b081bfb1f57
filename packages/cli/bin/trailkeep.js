#!/usr/bin/env node
import module from "node:module";

/** What is to be over in a moment runs from a few files made of the many in `dist`; one process loads one of the two. */
const quick = new Set(["query", "explain", "status", "ddl", "--version", "-V"]);
const [, , command = "--help", ...rest] = process.argv;
const isQuick = quick.has(command) || [command, ...rest].some((word) => word === "--help" || word === "-h");

// Node 22.1 and later keep compiled code between runs: https://nodejs.org/api/module.html#module-compile-cache
module.enableCompileCache?.();
await import(isQuick ? "../bundle/main.js" : "../dist/main.js");
