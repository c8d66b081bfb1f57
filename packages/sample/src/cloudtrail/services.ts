import { exampleId, guid, hex } from "../id.ts";
import { cut, type Principal } from "../identity/principal.ts";
import type { Random } from "../random.ts";
import type { Call } from "./event.ts";

/** A call and who made it. */
export interface Acted {
  readonly call: Call;
  readonly principal: Principal;
}

function credentials(random: Random): string {
  return `{"accessKeyId":"${exampleId(random, "ASIA", 20)}","sessionToken":"${hex(random, 64)}"}`;
}

/** A service takes a role of the account: recorded for both sides, hence the shared event id. */
export function serviceAssumesRole(account: string, principal: Principal, random: Random): Acted {
  const role = `arn:aws:iam::${account}:role/${random.pick(["AppServerRole", "OrdersFunctionRole", "ReportsTaskRole"])}`;
  return {
    principal,
    call: {
      service: "sts",
      name: "AssumeRole",
      readOnly: true,
      parametersJson: `{"roleArn":"${role}","roleSessionName":"${hex(random, 16)}","durationSeconds":900}`,
      responseJson: `{"credentials":${credentials(random)}}`,
      resourcesJson: `[{"accountId":"${account}","type":"AWS::IAM::Role","ARN":"${role}"}]`,
      shared: true,
    },
  };
}

/** A federated token is changed for a role's credentials: by OpenID Connect or by SAML. */
export function federation(account: string, region: string, random: Random): Acted {
  const saml = random.chance(500);
  const role = `arn:aws:iam::${account}:role/${saml ? "PartnerRole" : "DeployRole"}`;
  const provider = saml ? `arn:aws:iam::${account}:saml-provider/partner` : "ci.example.com";
  const userName = saml ? "alex@partner.example.org" : "repo:example/orders:ref:refs/heads/main";
  const principal: Principal = {
    arn: "-",
    userName,
    accountId: account,
    address: saml ? "192.0.2.150" : "192.0.2.140",
    userAgent: saml ? "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0" : "ci-runner/3.2",
    fromConsole: false,
    identity: cut({
      type: saml ? "SAMLUser" : "WebIdentityUser",
      principalId: `${provider}:${userName}`,
      userName,
      identityProvider: provider,
    }),
  };
  return {
    principal,
    call: {
      service: "sts",
      name: saml ? "AssumeRoleWithSAML" : "AssumeRoleWithWebIdentity",
      readOnly: true,
      parametersJson: `{"roleArn":"${role}","roleSessionName":"${hex(random, 8)}","durationSeconds":3600}`,
      responseJson: `{"credentials":${credentials(random)},"provider":"${provider}"}`,
      resourcesJson: `[{"accountId":"${account}","type":"AWS::IAM::Role","ARN":"${role}"}]`,
      host: `sts.${region}.amazonaws.com`,
    },
  };
}

/**
 * Something a service did by itself.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
 */
export function serviceEvent(account: string, region: string, random: Random): Acted {
  const key = `arn:aws:kms:${region}:${account}:key/${guid(random)}`;
  return {
    principal: {
      arn: "-",
      userName: "",
      accountId: account,
      address: "AWS Internal",
      userAgent: "AWS Internal",
      fromConsole: false,
      identity: cut({ accountId: account, invokedBy: "AWS Internal" }),
    },
    call: {
      service: "kms",
      name: "RotateKey",
      readOnly: false,
      eventType: "AwsServiceEvent",
      parametersJson: "null",
      serviceEventJson: `{"keyId":"${key}","rotationType":"AUTOMATIC"}`,
      resourcesJson: `[{"accountId":"${account}","type":"AWS::KMS::Key","ARN":"${key}"}]`,
    },
  };
}

/** Something done in the console that is no API call. */
export function consoleAction(principal: Principal): Acted {
  return {
    principal,
    call: {
      service: "health",
      name: "DescribeEventAggregates",
      readOnly: true,
      eventType: "AwsConsoleAction",
      parametersJson: `{"filter":{"eventStatusCodes":["open","upcoming"]},"aggregateField":"eventTypeCategory"}`,
    },
  };
}
