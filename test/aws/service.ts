/** What the local AWS endpoint knows of a call beside its input. */
export interface CallContext {
  /** The access key id of the request's signature. */
  readonly accessKeyId: string;
  readonly region: string;
}

/** One operation: the parsed JSON input in, the JSON output out. Throws {@link AwsError}. */
export type Operation = (input: Readonly<Record<string, unknown>>, context: CallContext) => Promise<unknown>;

/** A service of the AWS JSON protocol: `X-Amz-Target: <target>.<operation>`. */
export interface AwsService {
  /** The part of `X-Amz-Target` before the dot, as in `CloudTrail_20131101`. */
  readonly target: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** An error as AWS answers it: `__type` and `message` in the body, and further members where the model has some. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
