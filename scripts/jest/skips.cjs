// Lists every skipped test with its reason, and in CI fails the run when a test was skipped without saying
// that this is all right. A test says so with the word krg-skip-ok and a reason, in its title (or its
// describe's) or on the console of its file.
'use strict';

const permit = 'krg-skip-ok';

const reasonOf = (test, consoleLines) => {
  if (test.fullName.includes(permit)) return '';
  return consoleLines.find((line) => line.includes(permit)) ?? consoleLines.find((line) => /skip/i.test(line));
};

class SkipReporter {
  constructor(globalConfig) {
    // With -t everything else is "pending" by wish: nothing to explain.
    this.enabled = !globalConfig.testNamePattern;
    this.unexplained = [];
  }

  onTestResult(_test, result) {
    if (!this.enabled) return;
    const consoleLines = (result.console ?? []).flatMap((entry) => entry.message.split('\n'));
    for (const test of result.testResults.filter((each) => each.status === 'pending')) {
      const reason = reasonOf(test, consoleLines);
      process.stderr.write(`skipped: ${test.fullName}${reason ? `: ${reason}` : ''}\n`);
      if (reason === undefined || (reason !== '' && !reason.includes(permit))) this.unexplained.push(test.fullName);
    }
  }

  onRunComplete() {
    if (!process.env.CI || process.env.CI === 'false' || this.unexplained.length === 0) return;
    this.error = new Error(`In CI a test may be skipped only when it says ${permit} and why; these did not: `
      + `${this.unexplained.join('; ')}.`);
    process.stderr.write(`${this.error.message}\n`);
  }

  /** What makes jest fail although no test did. */
  getLastError() {
    return this.error;
  }
}

module.exports = SkipReporter;
