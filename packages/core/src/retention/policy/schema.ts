import { z } from "zod";
import { archiveClassNames, restoredClasses } from "./archive.ts";
import { longestDays, parseDuration, shortestDays } from "./duration.ts";
import { presetNames } from "./preset/index.ts";
import { selectorSchema } from "./selector.ts";

const durationSchema = z
  .string()
  .refine((text) => parseDuration(text) !== null, {
    error: "not a duration: write `400d`, `52w`, `18mo`, `6y` or ISO 8601 by date, as in `P1Y6M`",
  })
  .describe(
    "`400d`, `52w`, `18mo`, `6y`, or an ISO 8601 duration by date. Years count long when keeping and short when deleting.",
  );

const ruleSchema = z.strictObject({
  framework: z.string().min(1).max(200).describe("As in `PCI DSS 4.0.1`."),
  clause: z.string().min(1).max(200).describe("As in `10.5.1`."),
  reference: z.url().optional().describe("Where the text stands."),
});

const archiveSchema = z.strictObject({
  after: durationSchema,
  storageClass: z.enum(archiveClassNames),
});

const nameSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a name is lower-case words with dashes, as in `pci-trails`")
  .max(64);

const policySchema = z
  .strictObject({
    name: nameSchema,
    doc: z.string().max(2_000).optional(),
    preset: z
      .enum(presetNames)
      .optional()
      .describe("Takes durations and rule from a preset; what is given here goes before."),
    select: selectorSchema,
    keepAtLeast: durationSchema.optional(),
    deleteAfter: durationSchema.optional(),
    immediatelyAvailable: durationSchema
      .optional()
      .describe("How long records must be readable without being restored."),
    archive: archiveSchema
      .optional()
      .describe("When objects of a bucket move to a cheaper storage class, never before `immediatelyAvailable` ends."),
    rule: ruleSchema.optional(),
    owner: z.string().min(1).max(320).describe("Who answers for the policy: a person, a team or an address."),
  })
  .refine(
    ({ preset, keepAtLeast, deleteAfter }) =>
      preset !== undefined || keepAtLeast !== undefined || deleteAfter !== undefined,
    {
      error: "a policy says `keepAtLeast`, `deleteAfter` or both, or names a `preset`",
    },
  )
  .refine(({ preset, rule }) => preset !== undefined || rule !== undefined, {
    path: ["rule"],
    error: "a policy says which rule it comes from",
  })
  .refine(({ keepAtLeast, deleteAfter }) => notAbove(keepAtLeast, longestDays, deleteAfter, shortestDays), {
    path: ["deleteAfter"],
    error:
      "`deleteAfter` may come before the end of `keepAtLeast`: years count long when keeping and short when deleting",
  })
  .refine(
    ({ immediatelyAvailable, keepAtLeast }) => notAbove(immediatelyAvailable, longestDays, keepAtLeast, longestDays),
    {
      path: ["immediatelyAvailable"],
      error: "`immediatelyAvailable` is longer than `keepAtLeast`",
    },
  )
  .refine(
    ({ archive, immediatelyAvailable }) =>
      archive === undefined ||
      !restoredClasses.has(archive.storageClass) ||
      notAbove(immediatelyAvailable, longestDays, archive.after, longestDays),
    {
      path: ["archive", "after"],
      error: "objects of this class have to be restored before they are read: `immediatelyAvailable` ends later",
    },
  );

type Days = typeof longestDays;

/** Whether one duration surely ends no later than another; true where one is missing or is no duration. */
function notAbove(low: string | undefined, lowDays: Days, high: string | undefined, highDays: Days): boolean {
  const [first, second] = [low, high].map((text) => (text === undefined ? null : parseDuration(text)));
  if (first === null || second === null || first === undefined || second === undefined) return true;
  return lowDays(first) <= highDays(second);
}

/** A policy file, in YAML or JSON. */
export const policyFileSchema = z
  .strictObject({
    version: z.literal(1),
    approval: z
      .strictObject({ secondPrincipal: z.boolean().describe("Whether who approves must be another than who applies.") })
      .optional(),
    policies: z.array(policySchema).min(1).max(1_000),
  })
  .superRefine(({ policies }, context) => {
    const seen = new Map<string, number>();
    for (const [index, { name }] of policies.entries()) {
      const first = seen.get(name);
      if (first === undefined) seen.set(name, index);
      else
        context.addIssue({
          code: "custom",
          path: ["policies", index, "name"],
          message: `policy ${first + 1} has the name \`${name}\` already`,
        });
    }
  });

export type PolicyFile = z.infer<typeof policyFileSchema>;
export type WrittenPolicy = PolicyFile["policies"][number];
