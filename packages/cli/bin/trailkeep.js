#!/usr/bin/env node
import module from "node:module";

// Node 22.1 and later keep compiled code between runs: https://nodejs.org/api/module.html#module-compile-cache
module.enableCompileCache?.();
await import("../dist/main.js");
