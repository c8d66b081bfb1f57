import { fromPyPi } from "../pip.ts";

const version = "1.5.33";

/** ministack and all that it needs, each at one version. */
const packages = [
  `ministack==${version}`,
  "Hypercorn==0.18.0",
  "PyYAML==6.0.4",
  "botocore==1.43.106",
  "defusedxml==0.7.1",
  "graphql-core==3.2.12",
  "h11==0.16.0",
  "h2==4.4.1",
  "hpack==4.2.0",
  "hyperframe==6.1.0",
  "jmespath==1.1.0",
  "jsonata-python==0.7.1",
  "priority==2.0.0",
  "python-dateutil==2.9.0.post0",
  "six==1.17.0",
  "urllib3==2.8.0",
  "wsproto==1.3.2",
];

/** Brings ministack from PyPI into the checkout's `.cache`, once. Needs `python3` (3.11 or later) with pip. */
export function installMinistack(): Promise<string> {
  return fromPyPi(`ministack-${version}`, packages);
}
