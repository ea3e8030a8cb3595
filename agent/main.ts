// krgd: reads its configuration, starts the agent, stops it on SIGTERM and SIGINT.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAgent } from './agent';
import { parseConfig } from './config';

const DEFAULT_CONFIG = '/etc/krg/krg.toml';
const NATIVE_DIRECTORY = join(__dirname, '..', '..', 'native', 'build'); // beside dist/ in the package

/** Runs until it is told to stop. Exit 2 when the configuration is wrong, 1 when the agent cannot start. */
export async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string', default: DEFAULT_CONFIG } } });
  const config = parseConfig(readFileSync(values.config, 'utf8'), values.config);
  if (!config.ok) return fail(config.error.sentence, 2);
  const stop = await startAgent(config.value, NATIVE_DIRECTORY);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop();
      process.exit(0);
    });
  }
}

function fail(sentence: string, code: number): never {
  process.stderr.write(`krgd: ${sentence}\n`);
  process.exit(code);
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error), 1));
