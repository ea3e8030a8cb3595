// Which tests exist and how long each may take. `jest test/unit`, `test/sim`, `test/host`, `test/cluster` pick a folder.

const millisecondsPerTest = {
  unit: 5_000, // pure code and tiny fakes: anything slower is in the wrong folder
  sim: 60_000, // thousands of simulated nodes in one process
  host: 120_000, // real namespaces, cgroups and CRIU; the machine may be busy
  cluster: 120_000, // a whole lab has to start and stop
};

const project = (name, testMatch) => ({
  displayName: name,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch,
  roots: ['<rootDir>/test'],
  globals: { krgTestTimeoutMs: millisecondsPerTest[name] },
  setupFilesAfterEnv: ['<rootDir>/scripts/jest/timeouts.cjs'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      swcrc: false,
      sourceMaps: 'inline',
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    }],
  },
});

module.exports = {
  reporters: ['default', '<rootDir>/scripts/jest/skips.cjs'],
  maxWorkers: 2,
  projects: [
    project('unit', ['<rootDir>/test/*.test.ts', '<rootDir>/test/unit/**/*.test.ts']),
    project('sim', ['<rootDir>/test/sim/**/*.test.ts']),
    project('host', ['<rootDir>/test/host/**/*.test.ts']),
    project('cluster', ['<rootDir>/test/cluster/**/*.test.ts']),
  ],
};
