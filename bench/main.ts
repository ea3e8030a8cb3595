// npm run bench [NAME...]: runs the figures that are named, or all.
import { benchMakespan } from './makespan';

const REPEATS = 3;
const figures: Readonly<Record<string, (repeats: number) => Promise<void>>> = { makespan: benchMakespan };

/** Exit 2 for a name that is no figure. */
export async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => figures[name] === undefined);
  if (unknown !== undefined) {
    process.stderr.write(`bench: there is no figure called ${unknown}; there are ${Object.keys(figures).join(', ')}\n`);
    process.exit(2);
  }
  for (const [name, figure] of Object.entries(figures)) if (names.length === 0 || names.includes(name)) await figure(REPEATS);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
