import { userAgents } from "../agents.ts";
import { exampleId, hex, resourceId } from "../id.ts";
import { at, type Random } from "../random.ts";
import { type AccountId, accountIds } from "../world.ts";
import { people } from "./people.ts";
import { castOf, cut, type Principal, session } from "./principal.ts";

interface RoleSession {
  readonly role: string;
  readonly path?: string;
  readonly sessionName: string;
  readonly address: string;
  readonly userAgent: string;
  readonly fromConsole?: boolean;
  /** Members of `sessionContext` beside issuer and attributes. */
  readonly context?: object;
  /** Members of `userIdentity` beside the usual. */
  readonly more?: object;
}

function assumedRole(account: AccountId, random: Random, session_: RoleSession): Principal {
  const { role, sessionName } = session_;
  const principalId = exampleId(random, "AROA", 21);
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`;
  const issuer = {
    type: "Role",
    principalId,
    arn: `arn:aws:iam::${account}:role/${session_.path ?? ""}${role}`,
    accountId: account,
    userName: role,
  };
  return {
    arn,
    userName: role,
    accountId: account,
    address: session_.address,
    userAgent: session_.userAgent,
    fromConsole: session_.fromConsole ?? false,
    identity: cut({
      type: "AssumedRole",
      principalId: `${principalId}:${sessionName}`,
      arn,
      accountId: account,
      accessKeyId: exampleId(random, "ASIA", 20),
      sessionContext: session(issuer, session_.context),
      ...session_.more,
    }),
  };
}

/** Roles that machines play: instances behind one NAT address each, functions, a deployment pipeline. */
export function workloads(account: AccountId): readonly Principal[] {
  const random = castOf(account, 2);
  const nat = `203.0.113.${10 + accountIds.indexOf(account)}`;
  const instance = (index: number): RoleSession => ({
    role: "AppServerRole",
    sessionName: resourceId(random, "i"),
    address: index === 3 ? `2001:db8:${10 + accountIds.indexOf(account)}::${index}` : nat,
    userAgent: userAgents.workloads[0],
    context: { ec2RoleDelivery: "2.0", ec2IssuedInVpc: resourceId(random, "vpc") },
  });
  const sessions: readonly RoleSession[] = [
    instance(0),
    { role: "OrdersFunctionRole", sessionName: "orders", address: nat, userAgent: userAgents.workloads[1] },
    instance(1),
    { role: "ReportsTaskRole", sessionName: hex(random, 32), address: nat, userAgent: userAgents.workloads[2] },
    instance(2),
    {
      role: "DeployRole",
      sessionName: "pipeline-release",
      address: "192.0.2.140",
      userAgent: userAgents.tools[2],
      context: { webIdFederationData: { federatedProvider: "arn:aws:iam::aws:oidc-provider/ci.example.com" } },
    },
    instance(3),
  ];
  return sessions.map((each) => assumedRole(account, random, each));
}

/** People who came through IAM Identity Center into a role, and one auditor from the security account. */
export function consoleRoles(account: AccountId): readonly Principal[] {
  const random = castOf(account, 3);
  const path = "aws-reserved/sso.amazonaws.com/";
  const role = `AWSReservedSSO_AdministratorAccess_${hex(random, 16)}`;
  const signedIn = people.slice(0, 6).map((name, index) =>
    assumedRole(account, random, {
      role,
      path,
      sessionName: `${name}@example.com`,
      address: `192.0.2.${20 + index}`,
      userAgent: at(userAgents.browsers, index % 3),
      fromConsole: true,
    }),
  );
  const auditor = assumedRole(account, random, {
    role: "SecurityAuditRole",
    sessionName: "audit",
    address: "192.0.2.200",
    userAgent: userAgents.tools[0],
    context: { sourceIdentity: "richard.roe" },
  });
  return [...signedIn, auditor];
}

/** Service-linked roles: an AWS service works on the account's behalf. */
export function serviceRoles(account: AccountId): readonly Principal[] {
  const random = castOf(account, 4);
  const services = [
    ["config", "AWSServiceRoleForConfig"],
    ["autoscaling", "AWSServiceRoleForAutoScaling"],
    ["inspector2", "AWSServiceRoleForAmazonInspector2"],
  ] as const;
  return services.map(([service, role]) =>
    assumedRole(account, random, {
      role,
      path: `aws-service-role/${service}.amazonaws.com/`,
      sessionName: `${service}-session`,
      address: `${service}.amazonaws.com`,
      userAgent: `${service}.amazonaws.com`,
      more: { invokedBy: `${service}.amazonaws.com` },
    }),
  );
}
