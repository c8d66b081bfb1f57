import { dataCall, networkCall } from "./cloudtrail/data.ts";
import { type Call, eventRecord } from "./cloudtrail/event.ts";
import { machineCalls, managementCall, peopleCalls, type Setting, type Template } from "./cloudtrail/management.ts";
import { type Acted, consoleAction, federation, serviceAssumesRole, serviceEvent } from "./cloudtrail/services.ts";
import { consoleLogin } from "./cloudtrail/sign-in.ts";
import { occasional, services } from "./identity/others.ts";
import { addressOf, iamUsers, people, signingIn } from "./identity/people.ts";
import type { Principal } from "./identity/principal.ts";
import { consoleRoles, serviceRoles, workloads } from "./identity/roles.ts";
import { type Draw, type Random, weighted, zipf } from "./random.ts";
import type { AccountId } from "./world.ts";

/** Draws when something happened, epoch milliseconds, and whether the record of it came late. */
export type When = (random: Random) => readonly [timeMs: number, late: boolean];

/** A place whose trail records events. */
export interface Place {
  readonly account: AccountId;
  readonly region: string;
}

/** Who is active in an account, ready to be drawn. */
interface Cast {
  readonly machine: Draw<Principal>;
  readonly person: Draw<Principal>;
  readonly serviceRole: Draw<Principal>;
  readonly occasional: Draw<Principal>;
}

const casts = new Map<AccountId, Cast>();

function castOf(account: AccountId): Cast {
  const known = casts.get(account);
  if (known !== undefined) return known;
  const made: Cast = {
    machine: zipf(workloads(account)),
    person: zipf([...iamUsers(account), ...consoleRoles(account)]),
    serviceRole: zipf(serviceRoles(account)),
    occasional: zipf(occasional(account)),
  };
  casts.set(account, made);
  return made;
}

function drawTemplate(templates: readonly Template[]): Draw<Template> {
  return weighted(
    templates,
    templates.map((template) => template.weight),
  );
}

const machineTemplate = drawTemplate(machineCalls);
const peopleTemplate = drawTemplate(peopleCalls);
/** IAM is a global service: its events are recorded in us-east-1 alone. */
const regionalTemplate = drawTemplate(peopleCalls.filter(({ service }) => service !== "iam"));
const readTemplate = drawTemplate(peopleCalls.filter(({ service, readOnly }) => readOnly && service !== "iam"));
const service = zipf(services);
const person = zipf(people);

function byPerson(setting: Setting, cast: Cast): Acted {
  const template = setting.region === "us-east-1" ? peopleTemplate : regionalTemplate;
  return managed(cast.person(setting.random), template(setting.random), setting);
}

/** Someone comes into the console, always with MFA. */
function goodSignIn({ account, region, random }: Place & Setting): Acted {
  const who = person(random);
  const principal = signingIn(account, who, addressOf(account, who), true);
  return { principal, call: consoleLogin({ region, success: true, mfa: true }) };
}

type Happening = (setting: Place & Setting, cast: Cast) => Acted;

function managed(principal: Principal, template: Template, setting: Setting): Acted {
  return { principal, call: managementCall(template, setting, principal) };
}

/** What happens in an account beside S3's requests, and how often in 1,000. */
const happenings: readonly (readonly [number, Happening])[] = [
  [420, (setting, cast) => managed(cast.machine(setting.random), machineTemplate(setting.random), setting)],
  [300, byPerson],
  [80, (setting, cast) => managed(cast.serviceRole(setting.random), readTemplate(setting.random), setting)],
  [90, ({ account, random }) => serviceAssumesRole(account, service(random), random)],
  [50, (setting, cast) => ({ principal: cast.machine(setting.random), call: dataCall(setting) })],
  [20, ({ account, region, random }) => federation(account, region, random)],
  [20, goodSignIn],
  [10, (setting, cast) => managed(cast.occasional(setting.random), readTemplate(setting.random), setting)],
  [5, ({ random }, cast) => consoleAction(cast.person(random))],
  [5, ({ account, region, random }) => serviceEvent(account, region, random)],
];

const happening = weighted(
  happenings.map(([, happens]) => happens),
  happenings.map(([weight]) => weight),
);

/** An event that is not a request to a bucket, as JSON. */
export function backgroundEvent({ account, region }: Place, random: Random, when: When): string {
  const [timeMs, late] = when(random);
  const { call, principal } = happening(random)({ account, region, random }, castOf(account));
  return eventRecord(call, { timeMs, account, region, principal, late }, random);
}

/** A network activity event, as JSON: a machine in the VPC, at its private address. */
export function networkEvent({ account, region }: Place, random: Random, when: When): string {
  const [timeMs, late] = when(random);
  const address = `10.0.${random.below(4)}.${10 + random.below(40)}`;
  const principal = { ...castOf(account).machine(random), address };
  const call: Call = networkCall({ account, region, random });
  return eventRecord(call, { timeMs, account, region, principal, late }, random);
}
