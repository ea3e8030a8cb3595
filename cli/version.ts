// Says which version of krg this is. It refuses to guess: the number is the one in package.json.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The version in the package.json above this file, which lies one folder deeper once it is compiled into dist/. */
export function toolVersion(): string {
  for (const folder of ['..', '../..']) {
    try {
      const { version } = JSON.parse(readFileSync(path.join(__dirname, folder, 'package.json'), 'utf8')) as { version: string };
      return version;
    } catch {
      // Not in this folder: try the next one.
    }
  }
  return 'unknown';
}
