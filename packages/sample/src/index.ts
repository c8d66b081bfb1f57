export type { SampleSource } from "./delivery.ts";
export { type SampleFile, sampleFiles } from "./files.ts";
export { type GenerateOptions, generateSample, type SampleSummary, type SourceCount } from "./generate.ts";
export type { SampleOptions } from "./options.ts";
export { type StoryTimes, story, storyTimes } from "./story.ts";
