import { DefaultReporter, type TestCase, type TestModule, type TestSuite } from "vitest/node";

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Vitest's default report, then every skipped test with its reason, then one last line:
 * `N passed, N failed, N skipped`. A file that could not run and an error outside any test count as failed.
 */
export class TallyReporter extends DefaultReporter {
  override onTestRunEnd(...run: Parameters<DefaultReporter["onTestRunEnd"]>): void {
    super.onTestRunEnd(...run);
    const [modules, strayErrors] = run;
    const tally = { passed: 0, failed: strayErrors.length, skipped: 0 };
    for (const module of modules) count(module, tally);
    const line = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped\n`;
    // Vitest may still print while it closes; the tally has to be the very last line.
    process.once("exit", () => process.stdout.write(line));
  }
}

function count(module: TestModule, tally: Tally): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed") tally.passed += 1;
    else if (state === "failed") tally.failed += 1;
    else {
      tally.skipped += 1;
      process.stdout.write(`skipped: ${module.relativeModuleId} > ${test.fullName}: ${reasonOf(test)}\n`);
    }
  }
  tally.failed += module.errors().length;
  for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === "skipped" && result.note) return result.note;
  return setUpFailed(test.parent) ? "its setup failed" : 'no reason given; say it with context.skip("why")';
}

function setUpFailed(group: TestSuite | TestModule): boolean {
  return group.errors().length > 0 || (group.type === "suite" && setUpFailed(group.parent));
}
