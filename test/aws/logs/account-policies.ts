import { z } from "zod";
import { AwsError, type Operation } from "../service.ts";
import { invalid, type LogGroup } from "./groups.ts";
import { parameters } from "./input.ts";

interface RetentionPolicy {
  readonly name: string;
  readonly document: string;
  /** Null keeps for ever. */
  readonly retentionDays: number | null;
  readonly mode: "NEW_ONLY" | "RETROACTIVE";
  readonly prefixes: readonly string[] | null;
  readonly selectionCriteria: string | undefined;
  readonly createdMs: number;
}

const dayMs = 86_400_000;
const maxPolicies = 20;
const shortest = 30;

const documentInput = z.strictObject({
  retentionInDays: z.union([z.number(), z.literal("NEVER_EXPIRE")]),
  enforcementMode: z.enum(["NEW_ONLY", "RETROACTIVE"]),
});
const typeInput = z.object({ policyType: z.literal("RETENTION_POLICY") });
const putInput = typeInput.extend({
  policyName: z
    .string()
    .min(1)
    .max(256)
    .regex(/^(?!aws\/)[^:*]+$/),
  policyDocument: z.string().max(30_720),
  scope: z.literal("ALL").default("ALL"),
  selectionCriteria: z.string().optional(),
});
const deleteInput = typeInput.extend({ policyName: z.string() });

/**
 * Account-level retention policies: they count instead of what a group itself says, from a day after they were made.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
 */
export class AccountPolicies {
  readonly #policies = new Map<string, RetentionPolicy>();
  readonly #allowed: readonly number[];
  readonly #now: () => number;

  constructor(allowed: readonly number[], now: () => number) {
    this.#allowed = allowed.filter((days) => days >= shortest);
    this.#now = now;
  }

  /** The policy that governs a group: of several the longest. */
  of(group: LogGroup): RetentionPolicy | null {
    const rank = ({ retentionDays }: RetentionPolicy) => retentionDays ?? Number.POSITIVE_INFINITY;
    const [first] = [...this.#policies.values()]
      .filter(({ createdMs }) => createdMs + dayMs <= this.#now())
      .filter(({ prefixes }) => prefixes?.some((prefix) => group.name.startsWith(prefix)) ?? true)
      .filter(({ mode, createdMs }) => mode === "RETROACTIVE" || group.creationTime > createdMs)
      .toSorted((a, b) => rank(b) - rank(a));
    return first ?? null;
  }

  operations(): Readonly<Record<string, Operation>> {
    return {
      PutAccountPolicy: async (input) => ({ accountPolicy: described(this.#put(input)) }),
      DescribeAccountPolicies: async (input) => {
        parameters(typeInput, input);
        return { accountPolicies: [...this.#policies.values()].map(described) };
      },
      DeleteAccountPolicy: async (input) => {
        const { policyName } = parameters(deleteInput, input);
        if (!this.#policies.delete(policyName)) throw new AwsError("ResourceNotFoundException", "No such policy");
        return {};
      },
    };
  }

  #put(input: unknown): RetentionPolicy {
    const { policyName: name, policyDocument: document, selectionCriteria } = parameters(putInput, input);
    const { retentionInDays, enforcementMode: mode } = parameters(documentInput, parsed(document));
    if (retentionInDays !== "NEVER_EXPIRE" && !this.#allowed.includes(retentionInDays)) {
      throw invalid("retentionInDays is none of the values that account-level policies take");
    }
    if (!this.#policies.has(name) && this.#policies.size >= maxPolicies) {
      throw new AwsError("LimitExceededException", `There are ${maxPolicies} retention policies already`);
    }
    const policy = {
      name,
      document,
      retentionDays: retentionInDays === "NEVER_EXPIRE" ? null : retentionInDays,
      mode,
      prefixes: prefixesOf(selectionCriteria),
      selectionCriteria,
      createdMs: this.#now(),
    };
    this.#policies.set(name, policy);
    return policy;
  }
}

function prefixesOf(criteria: string | undefined): readonly string[] | null {
  if (criteria === undefined) return null;
  const [, list] = /^LogGroupNamePrefix IN (\[.*\])$/s.exec(criteria) ?? [];
  if (list === undefined) throw invalid("The only selection criteria are LogGroupNamePrefix IN [...]");
  return parameters(z.array(z.string()).min(1), parsed(list));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("The text is not JSON");
  }
}

function described({ name, document, selectionCriteria, createdMs }: RetentionPolicy) {
  return {
    policyName: name,
    policyDocument: document,
    policyType: "RETENTION_POLICY",
    scope: "ALL",
    lastUpdatedTime: createdMs,
    ...(selectionCriteria === undefined ? {} : { selectionCriteria }),
  };
}
