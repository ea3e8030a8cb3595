// The rules of the tree that no linter knows, each a function from files to the paths that break it. It reads files
// and judges; it changes nothing. The second half proves on made-up files that each rule can fail.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, extname, join } from 'node:path';

interface SourceFile {
  readonly path: string; // from the root of the tree, with slashes
  readonly text: string;
  readonly executable: boolean;
}

type Rule = (files: readonly SourceFile[]) => string[];

const root = join(__dirname, '..');
const made = new Set(['.git', 'node_modules', 'dist', 'coverage', 'native/build', 'bench/results']);
const maximalLines = 250;

const readTree = (folder = ''): SourceFile[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (made.has(path)) return [];
    if (entry.isDirectory()) return readTree(path);
    if (entry.isSymbolicLink()) return [{ path, text: '', executable: true }]; // what it names is judged where it stands
    if (!entry.isFile()) return [];
    const executable = (statSync(join(root, path)).mode & 0o100) !== 0;
    return [{ path, text: readFileSync(join(root, path), 'utf8'), executable }];
  });

const isGenerated = (path: string): boolean => path.startsWith('proto/generated/') || path === 'package-lock.json';
const isCode = (file: SourceFile): boolean =>
  !isGenerated(file.path) && (/\.(ts|c|h|sh|cjs|mjs|proto)$/.test(file.path) || file.text.startsWith('#!'));
const isTypeScript = (file: SourceFile): boolean => file.path.endsWith('.ts') && !isGenerated(file.path);

const pathsWhere = (files: readonly SourceFile[], broken: (file: SourceFile) => boolean): string[] =>
  files.filter(broken).map((file) => file.path);

const tooLong: Rule = (files) =>
  pathsWhere(files, (file) => isCode(file) && file.text.replace(/\n$/, '').split('\n').length > maximalLines);

const notKebabCase: Rule = (files) => pathsWhere(files, (file) => isCode(file) && !file.path.startsWith('test/victims/')
  && !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?(\.[a-z]+)?$/.test(basename(file.path)));

const namelessDrawers: Rule = (files) => pathsWhere(files, ({ path }) => !isGenerated(path) && (
  /(^|\/)utils?\.ts$/.test(path)
  || (/(^|\/)helpers?\.ts$/.test(path) && !path.startsWith('test/'))
  || (/(^|\/)index\.ts$/.test(path) && path !== 'proto/index.ts')));

const defaultExports: Rule = (files) => pathsWhere(files, (file) => isTypeScript(file)
  && /^export default\b|^export\s*\{[^}]*\bas default\b/m.test(file.text));

const notExecutable: Rule = (files) => pathsWhere(files, (file) =>
  (file.path.startsWith('bin/') || (file.text.startsWith('#!') && !file.path.startsWith('test/'))) && !file.executable);

const protoWithoutTypes: Rule = (files) => {
  const present = new Set(files.map((file) => file.path));
  const typesOf = (path: string): string => `proto/generated/${basename(path, '.proto')}.ts`;
  return pathsWhere(files, ({ path }) => /^proto\/[^/]+\.proto$/.test(path) && !present.has(typesOf(path)));
};

/** Files that name one of `hosts`, which are where this machine gets its packages from, in an address. */
const registryAddresses = (files: readonly SourceFile[], hosts: readonly string[]): string[] =>
  pathsWhere(files, ({ text }) => hosts.some((host) => text.includes(`://${host}`) || text.includes(`@${host}/`)));

const changelogMissing: Rule = (files) => {
  const changelog = files.find((file) => file.path === 'CHANGELOG.md');
  return changelog && /^##? .*(Unreleased|\d+\.\d+\.\d+)/m.test(changelog.text) ? [] : ['CHANGELOG.md'];
};

const switchedOffTests: Rule = (files) => pathsWhere(files, (file) =>
  file.path.endsWith('.test.ts') && /\b(test|it|describe)\.(skip|only|todo)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/.test(file.text));

const commandsWithoutManual: Rule = (files) => {
  const manuals = new Set(files.map((file) => file.path));
  return pathsWhere(files, ({ path }) => path.startsWith('bin/')
    && !['1', '8'].some((section) => manuals.has(`docs/man/${basename(path)}.${section}`)));
};

const withoutOpeningComment: Rule = (files) => pathsWhere(files, (file) =>
  /^(agent|scheduler|cli|lab|proto|native)\//.test(file.path) && !isGenerated(file.path)
  && ['.ts', '.c', '.h', '.proto'].includes(extname(file.path)) && !/^(#![^\n]*\n)?\/[/*]/.test(file.text));

const readIfPresent = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a machine without this file has no address in it
  }
};

/** The hosts this machine's package managers are configured with: apt, npm and pip. Looked up, never written down. */
const configuredHosts = (): string[] => {
  const aptLists = '/etc/apt/sources.list.d';
  const lists = (() => { try { return readdirSync(aptLists); } catch { return []; } })();
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const settings = ['/etc/apt/sources.list', ...lists.map((name) => join(aptLists, name)), '/etc/pip.conf',
    join(homedir(), '.pip/pip.conf'), join(homedir(), '.config/pip/pip.conf')];
  const text = [registry.toString(), ...settings.map(readIfPresent)].join('\n');
  const hosts = [...text.matchAll(/https?:\/\/(?:[^@/\s]*@)?([^/:\s"']+)/g)].map((match) => match[1] ?? '');
  return [...new Set(hosts)].filter((host) => host.includes('.') && !/^(127\.|github\.com$)/.test(host));
};

const rules: Readonly<Record<string, Rule>> = {
  [`no file is longer than ${maximalLines} lines`]: tooLong,
  'file names are kebab-case': notKebabCase,
  'no file is a drawer for everything': namelessDrawers,
  'nothing is exported by default': defaultExports,
  'what is meant to be run is executable': notExecutable,
  'every .proto file has generated types': protoWithoutTypes,
  'CHANGELOG.md has a heading for what is unreleased or for a version': changelogMissing,
  'no test is switched off or singled out': switchedOffTests,
  'every command has a manual page': commandsWithoutManual,
  'every source file opens with a comment saying what it is for': withoutOpeningComment,
};

describe('the tree', () => {
  const tree = readTree();

  test.each(Object.entries(rules))('%s', (_name, rule) => {
    expect(rule(tree)).toEqual([]);
  });

  test('no file names where this machine gets its packages from', () => {
    expect(registryAddresses(tree, configuredHosts())).toEqual([]);
  });
});

const file = (path: string, text = '// For a test.\n', executable = false): SourceFile => ({ path, text, executable });
const skipped = 'test.'.concat("skip('later', () => {});"); // in two parts, or this file would break the rule itself

const broken: ReadonlyArray<[string, Rule, SourceFile, SourceFile]> = [
  ['tooLong', tooLong, file('agent/long.ts', '\n'.repeat(251)), file('agent/short.ts', '\n'.repeat(250))],
  ['notKebabCase', notKebabCase, file('agent/pageServer.ts'), file('agent/page-server.test.ts')],
  ['notKebabCase', notKebabCase, file('scripts/Build', '#!/bin/sh\n'), file('scripts/lib/build.sh')],
  ['namelessDrawers', namelessDrawers, file('agent/utils.ts'), file('proto/index.ts')],
  ['namelessDrawers', namelessDrawers, file('agent/index.ts'), file('agent/reindex.ts')],
  ['defaultExports', defaultExports, file('cli/a.ts', 'export default 1;'), file('cli/a.ts', 'export const a = 1;')],
  ['defaultExports', defaultExports, file('cli/a.ts', 'export { a as default };'), file('cli/a.ts', 'export { a };')],
  ['notExecutable', notExecutable, file('bin/krgps'), file('bin/krgps', '#!/bin/sh\n', true)],
  ['protoWithoutTypes', protoWithoutTypes, file('proto/peer.proto'), file('proto/generated/peer.ts')],
  ['changelogMissing', changelogMissing, file('README.md'), file('CHANGELOG.md', '# Changelog\n\n## Unreleased\n')],
  ['switchedOffTests', switchedOffTests, file('test/a.test.ts', skipped), file('test/a.test.ts', "test('a', f);")],
  ['commandsWithoutManual', commandsWithoutManual, file('bin/krgps'), file('docs/man/krgps.1')],
  ['withoutOpeningComment', withoutOpeningComment, file('native/init.c', 'int x;'), file('native/init.c', '/* Init. */')],
];

describe('the rules themselves', () => {
  test.each(broken)('%s objects to what breaks it and to nothing else', (_name, rule, wrong, right) => {
    const blamed = rule === changelogMissing ? 'CHANGELOG.md' : wrong.path;
    expect(rule([wrong])).toEqual([blamed]);
    expect(rule([right])).toEqual([]);
  });

  test('a proto file with types and a command with a manual are in order', () => {
    expect(protoWithoutTypes([file('proto/peer.proto'), file('proto/generated/peer.ts')])).toEqual([]);
    expect(commandsWithoutManual([file('bin/krgps'), file('docs/man/krgps.1')])).toEqual([]);
    expect(commandsWithoutManual([file('bin/krgd'), file('docs/man/krgd.8')])).toEqual([]);
  });

  test('an address of a configured host is found, a mention of another is not', () => {
    const address = file('README.md', 'see https://packages.example.org/debian');
    expect(registryAddresses([address], ['packages.example.org'])).toEqual(['README.md']);
    expect(registryAddresses([address], ['example.com'])).toEqual([]);
  });
});
