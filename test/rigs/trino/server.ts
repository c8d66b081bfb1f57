import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import { TrinoClient } from "./client.ts";
import { installTrino } from "./install.ts";

/** A running Trino. */
export interface Trino {
  readonly url: string;
  /** The folder that `local:///` means in tables' locations. */
  readonly files: string;
  close(): Promise<void>;
}

/**
 * Starts a Trino on a free port of 127.0.0.1 and waits until it answers queries. Its catalogs: `awsdatacatalog`, Hive
 * tables over `local:///`, with Iceberg tables of the same schemas beside them as in Athena's catalog of that name
 * (`iceberg` is the same tables by the connector's own procedures), and `memory`.
 */
export async function startTrino(): Promise<Trino> {
  const { home, java } = await installTrino();
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-trino-"));
  const files = join(folder, "files");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(files);
  configure(folder, home, files, port);
  const server = launch(java, home, folder);
  const ended = new Promise<void>((resolve) => void server.once("exit", () => resolve()));
  const close = async () => {
    server.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await ready(url, server);
  } catch (error) {
    const log = readFileSync(join(folder, "server.log"), "utf8").slice(-4_000);
    await close();
    throw new Error(`Trino did not start:\n${log}`, { cause: error });
  }
  return { url, files, close };
}

function configure(folder: string, home: string, files: string, port: number): void {
  const etc = join(folder, "etc");
  mkdirSync(join(etc, "catalog"), { recursive: true });
  const properties = (name: string, lines: readonly string[]) =>
    writeFileSync(join(etc, `${name}.properties`), `${lines.join("\n")}\n`);
  properties("config", [
    "coordinator=true",
    "node-scheduler.include-coordinator=true",
    `http-server.http.port=${port}`,
    `discovery.uri=http://127.0.0.1:${port}`,
    `plugin.dir=${home}/plugin`,
    `catalog.config-dir=${etc}/catalog`,
    "query.max-history=2000",
    "query.min-expire-age=10m",
  ]);
  properties("node", [
    "node.environment=test",
    "node.id=test",
    `node.data-dir=${folder}/data`,
    "node.bind-ip=127.0.0.1",
    "node.internal-address=127.0.0.1",
  ]);
  properties("log", ["io.trino=WARN"]);
  const local = ["fs.native-local.enabled=true", `local.location=${files}`];
  properties("catalog/awsdatacatalog", [
    "connector.name=hive",
    "hive.metastore=file",
    "hive.metastore.catalog.dir=local:///metastore",
    "hive.non-managed-table-writes-enabled=true",
    "hive.iceberg-catalog-name=iceberg",
    "hive.max-partitions-per-scan=1000000",
    "hive.partition-projection-enabled=true",
    "hive.ignore-absent-partitions=true",
    "hive.allow-register-partition-procedure=true",
    ...local,
  ]);
  properties("catalog/iceberg", [
    "connector.name=iceberg",
    "iceberg.catalog.type=TESTING_FILE_METASTORE",
    "hive.metastore.catalog.dir=local:///metastore",
    "iceberg.unique-table-location=false",
    ...local,
  ]);
  properties("catalog/memory", ["connector.name=memory"]);
}

/** The server's own process, without the launcher: a child that can be stopped. */
function launch(java: string, home: string, folder: string): ChildProcess {
  const virtualMachine = [
    "-Xmx2G",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-OmitStackTraceInFastThrow",
    "-Djdk.attach.allowAttachSelf=true",
    "-Dfile.encoding=UTF-8",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
  ];
  const trino = [
    `-Dnode.config=${folder}/etc/node.properties`,
    `-Dlog.levels-file=${folder}/etc/log.properties`,
    `-Dconfig=${folder}/etc/config.properties`,
    "-Dlog.enable-console=true",
  ];
  const options = [...virtualMachine, ...properties(folder), ...trino];
  const child = spawn(java, [...options, "-cp", `${home}/lib/*`, "io.trino.server.TrinoServer"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(join(folder, "server.log"));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

/** What the launcher would take from `node.properties`. */
function properties(folder: string): readonly string[] {
  return [
    "-Dnode.environment=test",
    "-Dnode.id=test",
    `-Dnode.data-dir=${folder}/data`,
    "-Dnode.bind-ip=127.0.0.1",
    "-Dnode.internal-address=127.0.0.1",
  ];
}

/** For a second or so after it says that it has started, there is no node yet: only an answer counts. */
async function ready(url: string, server: ChildProcess): Promise<void> {
  const client = new TrinoClient(url);
  const deadline = Date.now() + 300_000;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
    try {
      await client.query("SELECT 1 FROM memory.information_schema.tables LIMIT 1");
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(250);
    }
  }
}
