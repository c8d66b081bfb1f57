import fc from "fast-check";

/** `TRAILKEEP_SEED=n` gives every generator the same seed, so that a run can be repeated; without it each run is new. */
const seed = process.env["TRAILKEEP_SEED"];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
