import { accessKey, accessTime, readAccessLine } from "./access-line.ts";
import { type Json, memberOf, readJson } from "./json.ts";
import type { Provenance } from "./lake.ts";
import { madeObject, madeString, rowText, type Shape, type Shapes } from "./shape.ts";

/**
 * The store's tables on S3, as docs/architecture.md describes them and no code of the product's makes them: fields in
 * snake case, identities as structs, open JSON as text.
 */

const texts = (...names: readonly string[]): Shapes => all("varchar", names);
const jsons = (...names: readonly string[]): Shapes => all("json", names);

function all(shape: Shape, names: readonly string[]): Shapes {
  return Object.fromEntries(names.map((name) => [name, shape]));
}

const provenance: Shapes = { raw: "varchar", record_id: "varchar", input_object: "varchar", input_position: "bigint" };
const addendum: Shape = { row: texts("reason", "updated_fields", "original_request_id", "original_event_id") };

const identity: Shapes = {
  ...texts("type", "principal_id", "arn", "account_id", "access_key_id", "user_name", "invoked_by"),
  invoked_by_delegate: { row: texts("account_id") },
  session_context: {
    row: {
      session_issuer: { row: texts("type", "user_name", "principal_id", "arn", "account_id") },
      web_id_federation_data: { row: { federated_provider: "varchar", attributes: "json" } },
      attributes: { row: { creation_date: "timestamp", mfa_authenticated: "varchar" } },
      ...texts("source_identity", "ec2_role_delivery", "ec2_issued_in_vpc", "assumed_root"),
    },
  },
  on_behalf_of: { row: texts("user_id", "identity_store_arn") },
  in_scope_of: { row: texts("source_arn", "source_account", "issuer_type", "credentials_issued_to") },
  ...texts("credential_id", "identity_provider"),
};

const trail: Shapes = {
  event_time: "timestamp",
  event_version: "varchar",
  user_identity: { row: identity },
  ...texts("event_source", "event_name", "aws_region", "source_ip_address", "user_agent", "error_code"),
  ...texts("error_message"),
  ...jsons("request_parameters", "response_elements", "additional_event_data"),
  ...texts("request_id", "event_id", "event_type", "api_version"),
  management_event: "boolean",
  read_only: "boolean",
  resources: { list: { row: texts("arn", "arnprefix", "accountid", "type") } },
  recipient_account_id: "varchar",
  service_event_details: "json",
  ...texts("shared_event_id", "vpc_endpoint_id", "vpc_endpoint_account_id", "event_category"),
  addendum,
  session_credential_from_console: "varchar",
  ...jsons("event_context", "edge_device_details"),
  tls_details: { row: texts("tls_version", "cipher_suite", "client_provided_host_header") },
  other_fields: "json",
  ...provenance,
};

const statistics: Shapes = {
  baseline: { row: { average: "double" } },
  insight: { row: { average: "double" } },
  insight_duration: "bigint",
  baseline_duration: "bigint",
};

const insights: Shapes = {
  event_time: "timestamp",
  ...texts("event_version", "aws_region", "event_id", "event_type", "recipient_account_id", "shared_event_id"),
  event_category: "varchar",
  addendum,
  insight_details: {
    row: {
      ...texts("state", "event_source", "event_name", "insight_type", "error_code"),
      insight_context: { row: { statistics: { row: statistics }, attributions: "json" } },
    },
  },
  other_fields: "json",
  ...provenance,
};

const numbers = ["http_status", "bytes_sent", "object_size", "total_time_ms", "turn_around_time_ms"] as const;

const access: Shapes = {
  ...texts("bucket_owner", "bucket"),
  time: "timestamp",
  ...texts("remote_ip", "requester", "request_id", "operation", "key", "key_raw", "request_uri", "error_code"),
  ...all("bigint", numbers),
  ...texts("referrer", "user_agent", "version_id", "host_id", "signature_version", "cipher_suite"),
  ...texts("authentication_type", "host_header", "tls_version", "access_point_arn", "acl_required", "source_region"),
  ...texts("additional_fields"),
  ...provenance,
};

/** Columns by source; the archive has its day besides. */
export const storeShapes = { cloudtrail: trail, cloudtrail_insights: insights, s3_access: access } as const;

/** The row of an event, given its JSON as trails deliver it. */
export function storeEventRow(text: string, shapes: Shapes, own: Readonly<Record<string, Json | undefined>>): string {
  const event = named(readJson(text), shapes);
  return rowText(with_(event, { ...own, raw: madeString(text) }), { ...shapes, ...placement });
}

/** The row of an access log's line. */
export function storeAccessRow(line: string, own: Readonly<Record<string, Json | undefined>>): string {
  const fields = readAccessLine(line);
  const { keyRaw, operation } = fields;
  const members = Object.entries(fields).map(([name, value]): readonly [string, Json | undefined] => [
    name,
    numbers.some((number) => flat(number) === name.toLowerCase())
      ? { kind: "token", text: value }
      : madeString(name === "time" ? accessTime(value) : value),
  ]);
  const key = keyRaw === undefined ? undefined : madeString(accessKey(keyRaw, operation));
  const row = named(madeObject([...members, ["key", key]]), access);
  return rowText(with_(row, { ...own, raw: madeString(line) }), { ...access, ...placement });
}

/** Where a row stands: which hour it was taken in, and for the archive which day it is of. */
export const placement: Shapes = { ingest_hour: "varchar", day: "date" };

export function provenanceCells({ recordId, inputObject, inputPosition }: Provenance) {
  return {
    record_id: madeString(recordId),
    input_object: madeString(inputObject),
    input_position: { kind: "token", text: inputPosition } as const,
  };
}

const flat = (name: string) => name.replaceAll("_", "");

/** The members of an object under their columns' names, which differ from AWS's by `_` and case. */
function named(json: Json | undefined, shapes: Shapes): Json {
  return madeObject(
    Object.entries(shapes).map(([name, shape]) => {
      const member = memberOf(json, flat(name));
      const isRow = typeof shape === "object" && "row" in shape && member?.kind === "object";
      return [name, isRow ? named(member, shape.row) : member];
    }),
  );
}

function with_(json: Json, made: Readonly<Record<string, Json | undefined>>): Json {
  if (json.kind !== "object") throw new Error("a row is an object");
  return madeObject([...json.members.filter(([name]) => !(name in made)), ...Object.entries(made)]);
}
