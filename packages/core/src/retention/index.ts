export * from "./evidence/index.ts";
export * from "./plan/index.ts";
export * from "./policy/index.ts";
export * from "./target/index.ts";
