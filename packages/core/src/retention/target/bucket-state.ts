import {
  type DefaultRetention,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type GetBucketLifecycleConfigurationCommandOutput,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type BucketState, isOwnRule, type LifecycleRule, type SetLifecycle, sameRules } from "../plan/index.ts";
import { ask, conflict, orElse } from "./ask.ts";
import { bucketTags } from "./bucket-tags.ts";
import { fromRule, toRule } from "./lifecycle-rule.ts";
import type { ApplyOptions, ApplyOutcome, TargetOptions } from "./target.ts";

/** What a bucket does with its objects: three calls, and one for its tags. */
export async function readBucket(client: S3Client, bucket: string, { signal }: TargetOptions) {
  const Bucket = bucket;
  const asked = (permission: string) => ({ permission, store: bucket, signal });
  const versioning = await ask(asked("s3:GetBucketVersioning"), (options) =>
    client.send(new GetBucketVersioningCommand({ Bucket }), options),
  );
  const lock = await orElse(
    ["ObjectLockConfigurationNotFoundError"],
    null,
    ask(asked("s3:GetBucketObjectLockConfiguration"), (options) =>
      client.send(new GetObjectLockConfigurationCommand({ Bucket }), options),
    ),
  );
  const tags = await bucketTags(client, bucket, { signal });
  const { Rules = [] } = await readLifecycle(client, bucket, { signal });
  const state: BucketState = {
    versioning: versioningOf(versioning.Status),
    mfaDelete: versioning.MFADelete === "Enabled",
    objectLock:
      lock?.ObjectLockConfiguration?.ObjectLockEnabled === "Enabled"
        ? lockOf(lock.ObjectLockConfiguration.Rule?.DefaultRetention)
        : null,
    rules: Rules.map(toRule),
  };
  return { state, tags };
}

function versioningOf(status: string | undefined): BucketState["versioning"] {
  if (status === "Enabled") return "enabled";
  return status === "Suspended" ? "suspended" : "unversioned";
}

/** A year of a lock counts long: nothing is taken for unlocked that may be locked still. */
function lockOf({ Mode, Days = 0, Years = 0 }: DefaultRetention = {}): NonNullable<BucketState["objectLock"]> {
  return { defaultDays: Days + 366 * Years, mode: Mode ?? null };
}

type Lifecycle = Pick<GetBucketLifecycleConfigurationCommandOutput, "Rules" | "TransitionDefaultMinimumObjectSize">;

async function readLifecycle(client: S3Client, bucket: string, { signal }: TargetOptions): Promise<Lifecycle> {
  const asked = { permission: "s3:GetLifecycleConfiguration", store: bucket, signal };
  const command = new GetBucketLifecycleConfigurationCommand({ Bucket: bucket });
  return orElse(
    ["NoSuchLifecycleConfiguration"],
    {},
    ask(asked, (options) => client.send(command, options)),
  );
}

/**
 * Puts Trailkeep's own rules for a prefix in the place of those that are there. S3 takes a configuration as a whole and
 * has no condition for it: it is read just before, and the rules of others go back as they came.
 */
export async function putOwnRules(
  client: S3Client,
  place: { readonly bucket: string; readonly prefix: string },
  action: SetLifecycle,
  { signal, confirm }: ApplyOptions,
): Promise<ApplyOutcome> {
  const { bucket, prefix } = place;
  const { Rules = [], TransitionDefaultMinimumObjectSize } = await readLifecycle(client, bucket, { signal });
  const own = Rules.map(toRule).filter((rule) => isOwnRule(rule, prefix));
  if (sameRules(own, action.after)) return { changed: false, proof: {} };
  if (!sameRules(own, action.before)) throw conflict(action.store, "it has other lifecycle rules of Trailkeep's");
  await confirm?.();
  const others = Rules.filter(({ ID: id = "" }) => !isOwnRule({ id }, prefix));
  const rules = [...others, ...action.after.map(fromRule)];
  const asked = { permission: "s3:PutLifecycleConfiguration", store: bucket, signal };
  const { $metadata } = await ask(asked, (options) =>
    rules.length === 0
      ? client.send(new DeleteBucketLifecycleCommand({ Bucket: bucket }), options)
      : client.send(
          new PutBucketLifecycleConfigurationCommand({
            Bucket: bucket,
            LifecycleConfiguration: { Rules: rules },
            // Left out, it would go back to its default.
            ...(TransitionDefaultMinimumObjectSize === undefined ? {} : { TransitionDefaultMinimumObjectSize }),
          }),
          options,
        ),
  );
  return { changed: true, proof: { requestId: $metadata.requestId ?? null, otherRules: others.length } };
}

/** Trailkeep's own rules for a prefix. */
export function ownRules(rules: readonly LifecycleRule[], prefix: string): readonly LifecycleRule[] {
  return rules.filter((rule) => isOwnRule(rule, prefix));
}
