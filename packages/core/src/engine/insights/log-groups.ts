import { type CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { TrailkeepError } from "../../error.ts";

/** StartQuery takes at most 50: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const maxGroups = 50;

/** How long names found by a prefix are taken to be all. */
const freshMs = 300_000;

interface Found {
  readonly atMs: number;
  readonly names: Promise<readonly string[]>;
}

/** Log groups by name, ARN or the beginning of their names. */
export class LogGroups {
  readonly #connect: () => Promise<CloudWatchLogsClient>;
  readonly #found = new Map<string, Found>();

  constructor(connect: () => Promise<CloudWatchLogsClient>) {
    this.#connect = connect;
  }

  /** Throws capability beyond 50 groups, or where no name begins so. */
  async of({
    logGroups,
    logGroupPrefixes,
  }: {
    readonly logGroups: readonly string[];
    readonly logGroupPrefixes: readonly string[];
  }): Promise<readonly string[]> {
    const found = await Promise.all(logGroupPrefixes.map((prefix) => this.#startingWith(prefix)));
    const names = [...new Set([...logGroups, ...found.flat()])];
    if (names.length > 0 && names.length <= maxGroups) return names;
    const message =
      names.length === 0
        ? `no log group's name begins with ${logGroupPrefixes.join(" or ")}`
        : `there are ${names.length} log groups, and Logs Insights asks ${maxGroups} at once`;
    throw new TrailkeepError("capability", { message, hint: "name others in the stores file" });
  }

  #startingWith(prefix: string): Promise<readonly string[]> {
    const known = this.#found.get(prefix);
    if (known !== undefined && performance.now() - known.atMs < freshMs) return known.names;
    const names = this.#ask(prefix);
    this.#found.set(prefix, { atMs: performance.now(), names });
    names.catch(() => this.#found.delete(prefix));
    return names;
  }

  async #ask(prefix: string): Promise<readonly string[]> {
    const names: string[] = [];
    const pages = paginateDescribeLogGroups({ client: await this.#connect() }, { logGroupNamePrefix: prefix });
    for await (const { logGroups = [] } of pages) {
      names.push(...logGroups.flatMap(({ logGroupName }) => (logGroupName === undefined ? [] : [logGroupName])));
    }
    return names;
  }
}
