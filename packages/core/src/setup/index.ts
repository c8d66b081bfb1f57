export { type CheckSetupOptions, checkSetup, type SetupProblem } from "./guards/index.ts";
export { type SetupLakeOptions, type SetupLakeReport, setupLake } from "./lake/index.ts";
export { type LakeStep, stepText } from "./lake/plan.ts";
