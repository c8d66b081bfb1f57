import { cloudtrail } from "./cloudtrail/index.ts";
import type { Format } from "./format.ts";
import { s3Access } from "./s3-access/index.ts";

/** Every format that can be read, by name. A new one is a folder and a line here. */
export const formats = { cloudtrail, s3_access: s3Access } as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
