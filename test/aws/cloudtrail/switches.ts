/** What AWS's pages leave open about CloudTrail Lake: each has a switch, and the suite runs under both readings. */
export interface LakeSwitches {
  /** Whether the id of an event data store may stand in double quotes in FROM. */
  readonly quotedIds: boolean;
  readonly withClause: boolean;
  readonly offset: boolean;
  /** FULL and CROSS JOIN. */
  readonly fullAndCrossJoin: boolean;
  /** INTERVAL literals: older revisions of the page of limitations forbade them. */
  readonly interval: boolean;
  /** How a result's cells write timestamps: `2026-03-01 08:00:00.000`, RFC 3339, or with the zone's name behind. */
  readonly timestamps: "plain" | "rfc3339" | "zoned";
  /** How a result's cells are null: a member that is null, or no member at all. */
  readonly nulls: "null" | "absent";
}

/** The careful reading: what no page shows is refused. */
export const carefulLake: LakeSwitches = {
  quotedIds: false,
  withClause: false,
  offset: false,
  fullAndCrossJoin: false,
  interval: false,
  timestamps: "plain",
  nulls: "null",
};

/** The other reading of each switch. */
export const otherLake: LakeSwitches = {
  quotedIds: true,
  withClause: true,
  offset: true,
  fullAndCrossJoin: true,
  interval: true,
  timestamps: "rfc3339",
  nulls: "absent",
};
