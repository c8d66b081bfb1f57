import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Answer, evaluate } from "../insights/index.ts";
import { sliceOf } from "../paging.ts";
import { AwsError, type Operation } from "../service.ts";
import { invalid, type LogGroup, type LogGroups } from "./groups.ts";
import { parameters } from "./input.ts";
import { checkedStart } from "./query-input.ts";
import type { LogsSwitches } from "./switches.ts";
import { eventsIn } from "./window.ts";

export type QueryStatus = "Scheduled" | "Running" | "Complete" | "Failed" | "Cancelled" | "Timeout";

/** A query and how far it is: each GetQueryResults call brings it on by a step. */
export interface Run {
  readonly id: string;
  readonly started: ReturnType<typeof checkedStart>;
  readonly createTime: number;
  /** What is still to be answered, then it stays at the last. */
  readonly steps: QueryStatus[];
  polled: boolean;
  answer: Answer | null;
}

/** Queries at work at one time in an account. */
const maxConcurrent = 100;
const maxPageRows = 10_000;

const idInput = z.object({ queryId: z.string().max(256) });
const resultsInput = idInput.extend({
  nextToken: z.string().optional(),
  maxItems: z.number().int().min(1).max(maxPageRows).default(maxPageRows),
});
const listInput = z.object({
  logGroupName: z.string().optional(),
  status: z.enum(["Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout"]).optional(),
  maxResults: z.number().int().min(1).max(1_000).default(1_000),
  nextToken: z.string().optional(),
});

/** The steps that queries to come are to take; the usual ones where nothing is said. */
export class Schedule {
  readonly #next: (readonly QueryStatus[])[] = [];

  /** The next query takes these steps, one with each poll. */
  next(...steps: readonly QueryStatus[]): void {
    this.#next.push(steps);
  }

  take(): QueryStatus[] {
    return [...(this.#next.shift() ?? (["Running", "Complete"] as const))];
  }
}

/** StartQuery, GetQueryResults, StopQuery and DescribeQueries. */
export class Queries {
  readonly schedule = new Schedule();
  readonly #groups: LogGroups;
  readonly #switches: LogsSwitches;
  readonly #now: () => number;
  readonly #runs = new Map<string, Run>();

  constructor(groups: LogGroups, switches: LogsSwitches, now: () => number) {
    this.#groups = groups;
    this.#switches = switches;
    this.#now = now;
  }

  /** Queries that are not at an end. */
  get active(): number {
    return [...this.#runs.values()].filter(isActive).length;
  }

  operations(): Readonly<Record<string, Operation>> {
    return {
      StartQuery: async (input) => this.#start(input),
      GetQueryResults: async (input) => this.#results(input),
      StopQuery: async (input) => this.#stop(input),
      DescribeQueries: async (input) => this.#list(input),
    };
  }

  #start(input: unknown) {
    const started = checkedStart(input, this.#groups, this.#switches.readings);
    if (this.active >= maxConcurrent) {
      throw new AwsError(
        "LimitExceededException",
        `Account maximum query concurrency limit of [${maxConcurrent}] reached.`,
      );
    }
    const run = {
      id: randomUUID(),
      started,
      createTime: this.#now(),
      steps: this.schedule.take(),
      polled: false,
      answer: null,
    };
    this.#runs.set(run.id, run);
    return { queryId: run.id };
  }

  /** While a query runs its rows are those found so far; when it is complete, pages of all of them. */
  #results(input: unknown) {
    const { queryId, nextToken: token, maxItems } = parameters(resultsInput, input);
    const run = this.#find(queryId);
    if (token === undefined && run.polled && run.steps.length > 1) run.steps.shift();
    run.polled = true;
    run.answer ??= this.#evaluate(run);
    const status = statusOf(run);
    const { rows, ...scanned } = run.answer;
    const found = status === "Complete" ? rows : status === "Running" ? rows.slice(0, Math.floor(rows.length / 2)) : [];
    const { items, nextToken } = sliceOf(found, run.id, token, maxItems, "InvalidParameterException");
    const results = items.map(({ cells, event }, index) => {
      const pointer = Buffer.from(`${run.id}:${event?.timestamp}:${index}`).toString("base64");
      return event === null ? cells : [...cells, { field: "@ptr", value: pointer }];
    });
    const statistics = status === "Scheduled" ? { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 } : scanned;
    const more = nextToken === null || status !== "Complete" ? {} : { nextToken };
    return { queryLanguage: "CWLI", results, statistics, status, ...more };
  }

  #stop(input: unknown) {
    const run = this.#find(parameters(idInput, input).queryId);
    if (!isActive(run)) throw invalid(`Query with id ${run.id} is not in a state that can be stopped: it has ended`);
    run.steps.splice(0, run.steps.length, "Cancelled");
    return { success: true };
  }

  #list(input: unknown) {
    const { logGroupName, status, maxResults, nextToken: token } = parameters(listInput, input);
    const listed = [...this.#runs.values()]
      .filter(({ started }) => logGroupName === undefined || started.groups.some(({ name }) => name === logGroupName))
      .filter((run) => status === undefined || statusOf(run) === status)
      .toReversed();
    const { items, nextToken } = sliceOf(listed, "queries", token, maxResults, "InvalidParameterException");
    const queries = items.map((run) => ({
      queryId: run.id,
      queryString: run.started.queryString,
      queryLanguage: "CWLI",
      status: statusOf(run),
      createTime: run.createTime,
      ...(run.started.groups[0] === undefined ? {} : { logGroupName: run.started.groups[0].name }),
    }));
    return { queries, ...(nextToken === null ? {} : { nextToken }) };
  }

  #find(id: string): Run {
    const run = this.#runs.get(id);
    if (run === undefined) throw new AwsError("ResourceNotFoundException", `Query with id ${id} does not exist`);
    return run;
  }

  #evaluate({ started, createTime }: Run): Answer {
    const { startTime: startSeconds, endTime: endSeconds } = started;
    const { readings, windowEnd } = this.#switches;
    return evaluate(started.query, {
      readings,
      clock: { startMs: startSeconds * 1000, endMs: endSeconds * 1000, nowMs: createTime },
      limit: started.limit,
      events: (selection) => {
        const groups = selection === null ? started.groups : this.#selected(selection);
        return eventsIn(groups, { startSeconds, endSeconds }, windowEnd);
      },
    });
  }

  /** The groups that `SOURCE` names: by name, or by prefix, account and class (Standard if none is given). */
  #selected(selection: Parameters<Parameters<typeof evaluate>[1]["events"]>[0] & object): readonly LogGroup[] {
    const { names, namePrefixes, accountIdentifiers, classes } = selection;
    if (names.length > 0) return names.map((name) => this.#groups.find(name));
    const wanted = classes.length === 0 ? ["STANDARD"] : classes;
    return this.#groups
      .all()
      .filter(({ name }) => namePrefixes.length === 0 || namePrefixes.some((prefix) => name.startsWith(prefix)))
      .filter(({ accountId }) => accountIdentifiers.length === 0 || accountIdentifiers.includes(accountId))
      .filter((group) => wanted.includes(group.class));
  }
}

function statusOf({ steps }: Run): QueryStatus {
  return steps[0] ?? "Complete";
}

function isActive(run: Run): boolean {
  return statusOf(run) === "Scheduled" || statusOf(run) === "Running";
}
