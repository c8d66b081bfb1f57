export { type Notice, type Notify, snsNotify } from "./notify.ts";
export { checkDrift, type DriftReport, enforceNow } from "./schedule.ts";
export { openSns } from "./sns.ts";
