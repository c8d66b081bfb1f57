import { spawn } from "node:child_process";
import { fromPyPi } from "./pip.ts";

const version = "1.46.3";

/** The AWS CLI and all that it needs, each at one version. */
const packages = [
  `awscli==${version}`,
  "PyYAML==6.0.4",
  "colorama==0.4.6",
  "docutils==0.19",
  "jmespath==1.1.0",
  "pyasn1==0.6.5",
  "python-dateutil==2.9.0.post0",
  "rsa==4.7.2",
  "six==1.17.0",
  "urllib3==2.8.0",
];

export interface CliRun {
  readonly code: number | null;
  /** What it said on standard output and standard error, in order. */
  readonly said: string;
}

/** Brings the AWS CLI from PyPI into the checkout's `.cache`, once. */
export function installAwsCli(): Promise<string> {
  return fromPyPi(`aws-cli-${version}`, packages);
}

/** AWS's own command line, with made-up credentials. */
export async function awsCli(args: readonly string[], env: Readonly<Record<string, string>>): Promise<CliRun> {
  const home = await installAwsCli();
  const child = spawn("python3", ["-m", "awscli", ...args], {
    env: {
      PATH: process.env["PATH"],
      PYTHONPATH: home,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/nonexistent",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said: Buffer.concat(pieces).toString() }));
  });
}
