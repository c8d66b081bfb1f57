export { evidenceCsv } from "./csv.ts";
export { evidenceReport, type ReportInput } from "./report.ts";
