import { userAgents } from "../agents.ts";
import { exampleId, hex } from "../id.ts";
import { type AccountId, accounts } from "../world.ts";
import { castOf, cut, type Principal, session } from "./principal.ts";

/** AWS services acting as themselves. */
export const services: readonly Principal[] = ["ec2", "lambda", "rds", "ecs-tasks", "cloudtrail"].map((service) => ({
  arn: `svc:${service}.amazonaws.com`,
  userName: service,
  accountId: "",
  address: `${service}.amazonaws.com`,
  userAgent: `${service}.amazonaws.com`,
  fromConsole: false,
  identity: cut({ type: "AWSService", invokedBy: `${service}.amazonaws.com` }),
}));

/** The kinds of identity that appear now and then: federated users, other accounts, what has no name. */
export function occasional(account: AccountId): readonly Principal[] {
  const random = castOf(account, 5);
  const other = account === accounts.data ? accounts.production : accounts.data;
  const federated = `arn:aws:sts::${account}:federated-user/partner-upload`;
  const issuer = {
    type: "IAMUser",
    principalId: exampleId(random, "AIDA", 21),
    arn: `arn:aws:iam::${account}:user/token-broker`,
    accountId: account,
    userName: "token-broker",
  };
  const onBehalfOf = {
    userId: "544894e8-80c1-707f-60e3-3ba6510dfac1",
    identityStoreArn: `arn:aws:identitystore::${accounts.security}:identitystore/d-1234567890`,
  };
  const identities: readonly object[] = [
    {
      type: "FederatedUser",
      principalId: `${account}:partner-upload`,
      arn: federated,
      accountId: account,
      accessKeyId: exampleId(random, "ASIA", 20),
      sessionContext: session(issuer),
    },
    { type: "AWSAccount", principalId: exampleId(random, "AROA", 21), accountId: other },
    { type: "IdentityCenterUser", accountId: account, onBehalfOf, credentialId: hex(random, 32) },
    { type: "Role", principalId: exampleId(random, "AROA", 21), accountId: account, userName: "PartnerRole" },
    { type: "Directory", principalId: "d-1234567890", accountId: account, userName: "partner.directory" },
    { type: "Unknown", accountId: account },
  ];
  return identities.map((identity, index) => ({
    arn: index === 0 ? federated : "-",
    userName: "",
    accountId: account,
    address: `192.0.2.${90 + index}`,
    userAgent: userAgents.tools[1],
    fromConsole: false,
    identity: cut(identity),
  }));
}

/** Nobody: a request without credentials. */
export function anonymous(address: string, userAgent: string): Principal {
  return {
    arn: "-",
    userName: "",
    accountId: "",
    address,
    userAgent,
    fromConsole: false,
    identity: ['{"type":"AWSAccount","principalId":"","accountId":"ANONYMOUS_PRINCIPAL"}'],
  };
}
