import { AwsError } from "../service.ts";

export type LogGroupClass = "STANDARD" | "INFREQUENT_ACCESS" | "ESSENTIALS" | "DELIVERY";

/** An event as it is put. */
export interface InputEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface StoredEvent extends InputEvent {
  readonly ingestionTime: number;
  readonly logStream: string;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  lastIngestionTime: number | null;
}

export interface LogGroup {
  readonly name: string;
  readonly accountId: string;
  readonly class: LogGroupClass;
  readonly creationTime: number;
  retentionInDays: number | null;
  deletionProtected: boolean;
  kmsKeyId: string | null;
  tags: Readonly<Record<string, string>>;
  readonly streams: Map<string, LogStream>;
  readonly events: StoredEvent[];
}

const groupName = /^[.\-_/#A-Za-z0-9]{1,512}$/;
const streamName = /^[^:*]{1,512}$/;

/** The log groups of an account and of the accounts that it monitors. */
export class LogGroups {
  readonly accountId: string;
  readonly #groups = new Map<string, LogGroup>();

  constructor(accountId: string) {
    this.accountId = accountId;
  }

  create(name: string, logClass: LogGroupClass, nowMs: number, accountId = this.accountId): LogGroup {
    if (!groupName.test(name)) throw invalid(`Value '${name}' at 'logGroupName' failed to satisfy constraint`);
    if (this.#groups.has(key(accountId, name))) {
      throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
    }
    const group = { name, accountId, class: logClass, creationTime: nowMs, retentionInDays: null };
    const set = { deletionProtected: false, kmsKeyId: null, tags: {} };
    const made: LogGroup = { ...group, ...set, streams: new Map(), events: [] };
    this.#groups.set(key(accountId, name), made);
    return made;
  }

  delete(name: string): void {
    if (this.find(name).deletionProtected) throw invalid(`Log group '${name}' is protected from deletion`);
    this.#groups.delete(key(this.accountId, name));
  }

  /** By name or ARN. */
  find(identifier: string): LogGroup {
    const { accountId, name } = parsed(identifier) ?? { accountId: this.accountId, name: identifier };
    const group = this.#groups.get(key(accountId, name));
    if (group !== undefined) return group;
    const message = `Log group '${name}' does not exist for account ID '${accountId}'`;
    throw new AwsError("ResourceNotFoundException", message);
  }

  /** In the order of their names. */
  all(): readonly LogGroup[] {
    return [...this.#groups.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  createStream(group: LogGroup, name: string, nowMs: number): LogStream {
    if (!streamName.test(name)) throw invalid(`Value '${name}' at 'logStreamName' failed to satisfy constraint`);
    if (group.streams.has(name)) {
      throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
    }
    const stream: LogStream = { name, creationTime: nowMs, lastIngestionTime: null };
    group.streams.set(name, stream);
    return stream;
  }
}

function key(accountId: string, name: string): string {
  return `${accountId}:${name}`;
}

function parsed(identifier: string): { readonly accountId: string; readonly name: string } | null {
  const arn = /^arn:aws[\w-]*:logs:[a-z0-9-]+:(\d{12}):log-group:([^:*]+)$/.exec(identifier);
  if (arn !== null) return { accountId: arn[1] ?? "", name: arn[2] ?? "" };
  if (identifier.startsWith("arn:"))
    throw invalid(`'${identifier}' is not the ARN of a log group, without :* behind it`);
  return null;
}

export function arnOf(group: LogGroup, region: string): string {
  return `arn:aws:logs:${region}:${group.accountId}:log-group:${group.name}`;
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
