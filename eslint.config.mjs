// The rules a machine can check. The fences between folders are here; each message says where the thing belongs instead.
import { builtinModules } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const root = dirname(fileURLToPath(import.meta.url));
const product = ['proto', 'scheduler', 'agent', 'cli', 'lab'];
const pure = ['proto', 'scheduler'];
const typescriptIn = (folders) => folders.map((folder) => `${folder}/**/*.ts`);

/** `folder` may not import from `others`; `except` names what may be imported all the same. */
const fence = (folder, others, why, except = []) => others.map((other) => ({
  target: `./${folder}`,
  from: `./${other}`,
  except,
  message: `${folder}/ may not import ${other}/: ${why}`,
}));

const fences = [
  ...fence('proto', ['scheduler', 'agent', 'cli', 'lab'], 'the nouns know nobody. Move what both need into proto/.'),
  ...fence('scheduler', ['agent', 'cli', 'lab'], 'decisions get everything as arguments. Pass it in, or move the noun into proto/.'),
  ...fence('agent', ['cli', 'lab'], 'the hands serve the face and the lab, not the other way. Move what both need into proto/.'),
  ...fence('cli', ['scheduler', 'agent', 'lab'], 'the face talks to the local agent through proto/ only. Ask the agent with an RPC.'),
  ...fence('lab', ['scheduler', 'cli'], 'the lab starts the same programs a user would. Run the program instead.'),
  ...fence('lab', ['agent'], 'the lab uses only agent/config and agent/certificates. Ask the agent with an RPC.',
    ['./config', './config.ts', './certificates', './certificates.ts']),
  ...product.flatMap((folder) => fence(folder, ['test', 'bench'], 'the product does not need its tests. Move it into the product.')),
];

const impure = 'proto/ and scheduler/ are pure: no I/O, no clock, no randomness. ';
const takeArgument = `${impure}Take \`now\` or \`rng\` as an argument, return what is to be done, and let agent/ do it.`;
// @grpc/proto-loader may be used: turning krg.json into definitions is arithmetic.
const impurePackages = ['@grpc/grpc-js', 'commander', 'pidusage', 'pino', 'systeminformation'];

const purity = {
  '@typescript-eslint/no-restricted-imports': ['error', {
    paths: [
      ...builtinModules.map((name) => ({ name, message: takeArgument })),
      ...impurePackages.map((name) => ({ name, allowTypeImports: true, message: takeArgument })),
    ],
    patterns: [{ regex: '^node:', message: takeArgument }],
  }],
  'no-restricted-globals': ['error',
    ...['process', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto', 'console', 'fetch', 'require',
      'globalThis', 'global', '__dirname', '__filename'].map((name) => ({ name, message: takeArgument }))],
  'no-restricted-properties': ['error',
    { object: 'Date', property: 'now', message: takeArgument },
    { object: 'Math', property: 'random', message: takeArgument }],
  'no-restricted-syntax': ['error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: takeArgument },
    { selector: 'ImportExpression', message: `${impure}Import at the top of the file.` }],
};

const noWaiting = {
  ...purity,
  'no-restricted-syntax': [...purity['no-restricted-syntax'],
    { selector: 'AwaitExpression', message: 'A decision does not wait: return what is to be done, and let agent/ do it.' }],
};

const sizes = {
  'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: false }],
  complexity: ['error', 12],
};

const craft = {
  ...sizes,
  eqeqeq: 'error',
  'no-console': 'off',
  'import-x/no-cycle': 'error',
  'import-x/no-default-export': 'error',
  'import-x/no-restricted-paths': ['error', { basePath: root, zones: fences }],
  // typeof import('x') is how a module that is loaded late gets its type.
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // An interface that is asynchronous for one implementer is asynchronous for all of them.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'native/', 'proto/generated/', 'coverage/', 'bench/results/', 'test/victims/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.js', '.json'] })],
    },
    rules: craft,
  },
  { files: typescriptIn(pure), rules: purity },
  { files: typescriptIn(['scheduler']), rules: noWaiting },
  {
    // A describe block is as long as its tests; jest's matchers are passed around unbound, and expect.any() is an any.
    files: ['test/**/*.test.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.recommended, tseslint.configs.disableTypeChecked],
    rules: { ...sizes, eqeqeq: 'error', '@typescript-eslint/no-require-imports': 'off' },
  },
);
