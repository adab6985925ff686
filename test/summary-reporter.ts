import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with its count on a line of its own. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    // A file that cannot even be loaded has no tests to fail.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    // After the default reporter's own closing lines.
    process.once('exit', () => console.log(`${passed} passed, ${failed + broken} failed`));
  }
}
