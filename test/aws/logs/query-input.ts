import { z } from "zod";
import { parseQuery, type Readings } from "../insights/index.ts";
import { invalid, type LogGroup, type LogGroups } from "./groups.ts";
import { names, parameters } from "./input.ts";

/** StartQuery's limits (API model). */
const maxQueryCharacters = 10_000;
const maxGroups = 50;
const maxRows = 100_000;

const startInput = z.object({
  queryLanguage: z.enum(["CWLI", "SQL", "PPL"]).default("CWLI"),
  logGroupName: names.group.optional(),
  logGroupNames: z.array(names.group).optional(),
  logGroupIdentifiers: z.array(names.identifier).optional(),
  startTime: z.number().int().min(0),
  endTime: z.number().int().min(0),
  queryString: z.string().max(maxQueryCharacters),
  limit: z.number().int().min(1).max(maxRows).nullish(),
});

/** A query that may run: its groups exist, its text is of the language. */
export function checkedStart(input: unknown, groups: LogGroups, readings: Readings) {
  const asked = parameters(startInput, input);
  if (asked.queryLanguage !== "CWLI") throw new Error(`the endpoint does not run ${asked.queryLanguage}`);
  if (asked.startTime > asked.endTime) throw invalid("The end time must not be before the start time");
  const identifiers = identifiersOf(asked);
  const chosen = identifiers?.map((identifier) => groups.find(identifier)) ?? [];
  const infrequentAccess = chosen.some((group) => group.class === "INFREQUENT_ACCESS");
  checkClasses(chosen);
  const query = parseQuery(asked.queryString, readings, infrequentAccess);
  const selects = query.commands[0]?.kind === "source";
  if (selects === (identifiers !== null)) {
    throw invalid("Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be given, or SOURCE used");
  }
  return { ...asked, limit: asked.limit ?? null, query, groups: chosen };
}

function identifiersOf(asked: z.infer<typeof startInput>): readonly string[] | null {
  const given = [
    asked.logGroupName === undefined ? undefined : [asked.logGroupName],
    asked.logGroupNames,
    asked.logGroupIdentifiers,
  ].filter((list) => list !== undefined);
  const [list = null, second] = given;
  if (second !== undefined || list?.length === 0) {
    throw invalid("Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be given");
  }
  if ((list?.length ?? 0) > maxGroups) throw invalid(`A query takes at most ${maxGroups} log groups`);
  const named = asked.logGroupIdentifiers === undefined;
  if (named && list?.some((name) => name.includes(":"))) throw invalid("A log group's name holds no colon");
  return list;
}

/** Groups of one class; those that only deliver can't be queried. */
function checkClasses(groups: readonly LogGroup[]): void {
  const classes = new Set(groups.map((group) => group.class));
  if (classes.has("DELIVERY")) throw invalid("Log groups of the class DELIVERY can't be queried");
  if (classes.size > 1) throw invalid("Log groups of different classes can't be queried together");
}
