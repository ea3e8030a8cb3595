// Small files the lab leaves for its later commands: written whole or not at all, absent when nobody wrote them.
// It refuses to know what is in them.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** True for the errors that mean "not there (any more)"; ESRCH is how /proc and cgroups say it. */
export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'ENOENT' || code === 'ESRCH' || code === 'ENODEV' || code === 'ENOTDIR';
}

/** The file's text, or undefined when there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What `writeJson` wrote there, or undefined. The caller vouches for the type: nobody else writes these files. */
export function readJson<T>(path: string): T | undefined {
  const text = readText(path);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** Writes through a temporary file, so that no reader ever sees a half. Mode 0600: some of it is secret. */
export function writeText(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text, { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

export function writeJson(path: string, value: unknown): void {
  writeText(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** The last `lines` lines of a file, indented, for showing below a sentence; empty when there is nothing. */
export function tailOf(path: string, lines: number): string {
  const all = (readText(path) ?? '').trimEnd().split('\n').filter((line) => line !== '');
  return all.slice(-lines).map((line) => `\n  ${line}`).join('');
}
