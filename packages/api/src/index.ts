export { type AppDependencies, createApp } from "./app.ts";
export { firstCurl, firstQuery } from "./first-query.ts";
export { jsonLog, type Log, type LogEntry } from "./log.ts";
export { type RunningServer, type ServerOptions, startServer } from "./server.ts";
