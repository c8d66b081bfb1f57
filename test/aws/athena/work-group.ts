import { AwsError } from "../service.ts";

/** A workgroup of the endpoint. */
export interface WorkGroup {
  readonly name: string;
  readonly outputLocation?: string;
  readonly enforced?: boolean;
  readonly bytesScannedCutoffPerQuery?: number;
  readonly enabled?: boolean;
  /** Whether Athena keeps the results itself. */
  readonly managedResults?: boolean;
}

/** The least cut-off there can be (API model of WorkGroupConfiguration). */
const minCutoffBytes = 10_000_000;

export class WorkGroups {
  readonly #groups: ReadonlyMap<string, WorkGroup>;

  constructor(groups: readonly WorkGroup[]) {
    for (const { name, bytesScannedCutoffPerQuery: bytes = minCutoffBytes } of groups) {
      if (bytes < minCutoffBytes) throw new Error(`the cut-off of ${name} is below ${minCutoffBytes} bytes`);
    }
    this.#groups = new Map(groups.map((group) => [group.name, group]));
  }

  find(name: string): WorkGroup {
    const group = this.#groups.get(name);
    if (group === undefined) throw new AwsError("InvalidRequestException", `WorkGroup ${name} is not found.`);
    return group;
  }

  /** The workgroup for a new query. */
  use(name: string): WorkGroup {
    const group = this.find(name);
    if (group.enabled === false) throw new AwsError("InvalidRequestException", `WorkGroup ${name} is disabled.`);
    return group;
  }

  list(): readonly unknown[] {
    return [...this.#groups.values()].map((group) => ({
      Name: group.name,
      State: stateOf(group),
      EngineVersion: engineVersion,
    }));
  }
}

const engineVersion = { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: "Athena engine version 3" };

function stateOf({ enabled = true }: WorkGroup): string {
  return enabled ? "ENABLED" : "DISABLED";
}

/** As GetWorkGroup gives it. */
export function describedWorkGroup(group: WorkGroup): unknown {
  return {
    Name: group.name,
    State: stateOf(group),
    Configuration: {
      ResultConfiguration: { OutputLocation: group.outputLocation },
      ManagedQueryResultsConfiguration: { Enabled: group.managedResults ?? false },
      EnforceWorkGroupConfiguration: group.enforced ?? false,
      BytesScannedCutoffPerQuery: group.bytesScannedCutoffPerQuery,
      EngineVersion: engineVersion,
    },
  };
}
