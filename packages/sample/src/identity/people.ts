import { userAgents } from "../agents.ts";
import { exampleId } from "../id.ts";
import { at } from "../random.ts";
import { type AccountId, accountIds } from "../world.ts";
import { castOf, created, cut, type Principal } from "./principal.ts";

/** The people of every account: the first do most of the work. Names are those of AWS's documentation. */
export const people = [
  "saanvi.sarkar",
  "mateo.jackson",
  "jane.doe",
  "paulo.santos",
  "mary.major",
  "nikki.wolf",
  "arnav.desai",
  "richard.roe",
  "kwesi.manu",
  "li.juan",
  "diego.ramirez",
  "ana.silva",
] as const;

export type Person = (typeof people)[number];

/** The unique id of one of the account's people as an IAM user. */
export function iamUserId(account: AccountId, userName: Person): string {
  return exampleId(castOf(account, 100 + people.indexOf(userName)), "AIDA", 21);
}

/** Where someone of the account works, in 198.51.100.0/24. */
export function addressOf(account: AccountId, person: Person): string {
  return `198.51.100.${10 + 40 * accountIds.indexOf(account) + people.indexOf(person)}`;
}

/** IAM users with their own access keys, at their own addresses. */
export function iamUsers(account: AccountId): readonly Principal[] {
  const random = castOf(account, 1);
  return people.map((userName, index) => {
    const arn = `arn:aws:iam::${account}:user/${userName}`;
    const principalId = iamUserId(account, userName);
    const accessKeyId = exampleId(random, "AKIA", 20);
    const fromConsole = index % 3 === 1;
    const mfa = { creationDate: created, mfaAuthenticated: "true" };
    const identity = { type: "IAMUser", principalId, arn, accountId: account, accessKeyId, userName };
    return {
      arn,
      userName,
      accountId: account,
      address: addressOf(account, userName),
      userAgent: at(fromConsole ? userAgents.browsers : userAgents.tools, index % 3),
      fromConsole,
      identity: cut(fromConsole ? { ...identity, sessionContext: { attributes: mfa } } : identity),
    };
  });
}

/** Someone at the sign-in page. A failed sign-in has an empty access key and no ARN, as AWS writes it. */
export function signingIn(accountId: AccountId, userName: Person, address: string, success: boolean): Principal {
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  const principalId = iamUserId(accountId, userName);
  const known = success ? { arn, accountId, userName } : { accountId, accessKeyId: "", userName };
  return {
    arn,
    userName,
    accountId,
    address,
    userAgent: userAgents.browsers[2],
    fromConsole: false,
    identity: cut({ type: "IAMUser", principalId, ...known }),
  };
}
