import { accounts, type Lane } from "./world.ts";

/** What spoils a lane's last file: pieces that can't be read, and whether the file breaks off after them. */
export interface Damage {
  readonly pieces: readonly string[];
  readonly torn: boolean;
}

const none: Damage = { pieces: [], torn: false };

/**
 * The damage to a lane's last file. CloudTrail: an object that is no event in one account, a record that breaks off in
 * another. Access logs: a line that is none and one that breaks off, both in the partitioned log.
 */
export function damageOf(lane: Lane): Damage {
  if (lane.kind === "access-log" && lane.bucket.keyFormat === "PartitionedPrefix") {
    const begun = `${lane.bucket.ownerId} ${lane.bucket.name} [31/Oct/2026:23:59:5`;
    return { pieces: ["this is no access log line", begun], torn: true };
  }
  if (lane.kind !== "trail" || lane.region !== "us-east-1") return none;
  if (lane.account === accounts.production) return { pieces: ['{"garbage":"this is no event"}'], torn: false };
  if (lane.account === accounts.data) {
    return { pieces: ['{"eventVersion":"1.11","userIdentity":{"type":"IAMUs'], torn: true };
  }
  return none;
}
