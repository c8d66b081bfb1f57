import { TrailkeepError } from "../../error.ts";
import { columns, folder, hiveName, projectedTime, properties } from "./hive.ts";
import type { RawDdlOptions, TableStatement } from "./options.ts";

const texts = (...names: readonly string[]) => names.map((name) => `${name}:string`).join(",");

const identity = [
  texts("type", "principalid", "arn", "accountid", "invokedby", "accesskeyid", "username"),
  `onbehalfof:struct<${texts("userid", "identitystorearn")}>`,
  `sessioncontext:struct<attributes:struct<${texts("mfaauthenticated", "creationdate")}>,` +
    `sessionissuer:struct<${texts("type", "principalid", "arn", "accountid", "username")}>,ec2roledelivery:string,` +
    `webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>`,
].join(",");

const strings = (...names: readonly string[]) => names.map((name) => [name, "string"] as const);

/** AWS's own columns, in its order. */
const trailColumns = [
  ...strings("eventversion"),
  ["useridentity", `struct<${identity}>`],
  ...strings("eventtime", "eventsource", "eventname", "awsregion", "sourceipaddress", "useragent", "errorcode"),
  ...strings("errormessage", "requestparameters", "responseelements", "additionaleventdata", "requestid", "eventid"),
  ...strings("readonly"),
  ["resources", `array<struct<${texts("arn", "accountid", "type")}>>`],
  ...strings("eventtype", "apiversion", "recipientaccountid", "serviceeventdetails", "sharedeventid", "vpcendpointid"),
  ...strings("vpcendpointaccountid", "eventcategory"),
  ["addendum", `struct<${texts("reason", "updatedfields", "originalrequestid", "originaleventid")}>`],
  ...strings("sessioncredentialfromconsole", "edgedevicedetails"),
  ["tlsdetails", `struct<${texts("tlsversion", "ciphersuite", "clientprovidedhostheader")}>`],
] as const;

/** More values of a projected enumeration than these would make every query slow to plan. */
const maxAccounts = 36;

/**
 * A table over a trail's log files as AWS delivers them: of one account, or of an organization, where the account is a
 * partition as well. Accounts that are not named must be pinned by every query.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function rawTrailDdl(options: RawDdlOptions): readonly TableStatement[] {
  const root = folder(options.location, "location");
  const table = options.table ?? "cloudtrail_raw";
  const { accounts, organization, regions } = options;
  check(options);
  const [account] = accounts;
  const isOne = organization === undefined && accounts.length === 1;
  const logs = `${root}AWSLogs/${organization === undefined ? "" : `${organization}/`}`;
  const template = `${logs}${isOne ? account : `\${account}`}/CloudTrail/\${region}/\${timestamp}`;
  const partitions = [...(isOne ? [] : strings("account")), ...strings("region", "timestamp")];
  const isEnumerated = accounts.length > 0 && accounts.length <= maxAccounts;
  const text = [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${hiveName(options.database, "database")}.${hiveName(table, "table")} ${columns(trailColumns)}`,
    `PARTITIONED BY ${columns(partitions)}`,
    "ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'",
    "STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'",
    "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
    `LOCATION '${root}AWSLogs/'`,
    properties("TBLPROPERTIES", {
      "projection.enabled": "true",
      ...(isOne ? {} : accountProjection(isEnumerated ? accounts : null)),
      "projection.region.type": "enum",
      "projection.region.values": regions.join(","),
      ...projectedTime("timestamp", "DAYS", "yyyy/MM/dd", options.from.replaceAll("-", "/")),
      "storage.location.template": template,
    }),
  ].join("\n");
  return [{ table, columns: trailColumns.map(([name]) => name), text }];
}

function accountProjection(accounts: readonly string[] | null): Record<string, string> {
  if (accounts === null) return { "projection.account.type": "injected" };
  return { "projection.account.type": "enum", "projection.account.values": accounts.join(",") };
}

function check({ accounts, organization, regions }: RawDdlOptions): void {
  const wrong = accounts.find((account) => !/^[0-9]{12}$/.test(account));
  if (wrong !== undefined)
    throw refused(`${JSON.stringify(wrong)} is no account id`, "account", "write its twelve digits");
  const region = regions.find((name) => !/^[a-z]{2}(-[a-z]+)+-[0-9]$/.test(name));
  if (region !== undefined)
    throw refused(`${JSON.stringify(region)} is no region`, "region", "write it as in `eu-west-1`");
  if (organization !== undefined && !/^o-[a-z0-9]{10,32}$/.test(organization))
    throw refused(`${JSON.stringify(organization)} is no organization`, "organization", "write its id, `o-...`");
  if (regions.length === 0) throw refused("no region is named", "region", "name those that the trail writes");
  if (accounts.length === 0 && organization === undefined)
    throw refused("no account is named", "account", "name the account that the trail writes for, or an organization");
}

function refused(message: string, at: string, hint: string): TrailkeepError {
  return new TrailkeepError("invalid-request", { message, at, hint });
}
