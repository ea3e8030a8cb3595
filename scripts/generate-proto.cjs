#!/usr/bin/env node
// Writes proto/generated/ from proto/*.proto: the TypeScript types, and krg.json with every definition, which is what
// programs load. With --check it writes nothing and fails when proto/generated/ is not what would be written.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
// protobufjs is what @grpc/proto-loader parses with: the copy it uses, so that both always agree.
const protobuf = require(require.resolve('protobufjs', { paths: [require.resolve('@grpc/proto-loader')] }));

const root = path.dirname(__dirname);
const generatedFolder = path.join(root, 'proto', 'generated');

// The types must describe what @grpc/proto-loader returns at run time, so whoever loads krg.json passes it
// { longs: Number, enums: String, defaults: true, oneofs: true } and leaves keepCase off.
const typeOptions = ['--longs=Number', '--enums=String', '--defaults', '--oneofs', '--includeComments',
  '--grpcLib=@grpc/grpc-js'];

const protoFiles = () => fs.readdirSync(path.join(root, 'proto')).filter((name) => name.endsWith('.proto')).sort();

const writeTypes = (names, folder) => {
  const generator = path.join(root, 'node_modules', '.bin', 'proto-loader-gen-types');
  execFileSync(generator, [...typeOptions, `--includeDirs=proto`, `--outDir=${folder}`, ...names],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  // The generator writes helper types that a file without services does not use, which noUnusedLocals reports.
  for (const name of names.map((proto) => path.join(folder, proto.replace(/\.proto$/, '.ts')))) {
    fs.writeFileSync(name, `// @ts-nocheck\n${fs.readFileSync(name, 'utf8')}`);
  }
};

const writeDefinitions = (names, folder) => {
  const definitions = new protobuf.Root();
  definitions.resolvePath = (_origin, target) => path.resolve(root, 'proto', target);
  definitions.loadSync(names, { keepCase: false });
  definitions.resolveAll();
  fs.writeFileSync(path.join(folder, 'krg.json'), `${JSON.stringify(definitions.toJSON(), null, 1)}\n`);
};

const filesUnder = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true }) : [])
  .filter((name) => fs.statSync(path.join(folder, name)).isFile()).sort();

const same = (left, right) => fs.existsSync(left) && fs.existsSync(right)
  && fs.readFileSync(left).equals(fs.readFileSync(right));

/** The files that are not the same in both folders, or stand in one of them only. */
const differences = (fresh) => [...new Set([...filesUnder(fresh), ...filesUnder(generatedFolder)])].sort()
  .filter((name) => !same(path.join(fresh, name), path.join(generatedFolder, name)));

const check = (fresh, names) => {
  const [stale] = differences(fresh);
  if (stale === undefined) return console.log(`proto/generated is what ${names.length} .proto files say`);
  console.error(`proto/generated is stale (${stale} differs): run "npm run proto" and commit what it writes.`);
  process.exitCode = 1;
};

// File by file, so that a compiler running meanwhile never finds the folder empty.
const replace = (fresh, names) => {
  const stale = differences(fresh);
  for (const name of stale) {
    const [source, target] = [path.join(fresh, name), path.join(generatedFolder, name)];
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (fs.existsSync(source)) fs.copyFileSync(source, target);
    else fs.rmSync(target);
  }
  console.log(stale.length === 0 ? 'proto/generated is up to date'
    : `proto/generated: ${stale.length} files written or removed, from ${names.join(', ')}`);
};

const main = () => {
  const extra = process.argv.slice(2).filter((argument) => argument !== '--check');
  if (extra.length > 0) {
    console.error(`generate-proto does not know "${extra[0]}"; it takes --check or nothing.`);
    process.exit(2);
  }
  const fresh = fs.mkdtempSync(path.join(os.tmpdir(), 'krg-proto-'));
  try {
    const names = protoFiles();
    if (names.length > 0) writeTypes(names, fresh);
    writeDefinitions(names, fresh);
    (process.argv.includes('--check') ? check : replace)(fresh, names);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
};

main();
