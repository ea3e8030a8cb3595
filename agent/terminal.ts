// The settings and size of a terminal, read with stty(1): the exact struct termios that a pty elsewhere is given.
import { execFileSync } from 'node:child_process';

const STTY_LIMIT_MS = 1000;
const EXTPROC = 0o200000; // set by the shim on the far pty only; never part of what the program chose
const CONTROL_CHARACTERS = 19; // NCCS of the kernel's struct termios

/** "rows:cols:xpixel:ypixel:hex" of the terminal device at `path`, as START's tty= wants it. Throws when it cannot be read. */
export function readTerminal(path: string): string {
  const stty = (option: string): string => execFileSync('stty', ['-F', path, option], { encoding: 'latin1', timeout: STTY_LIMIT_MS }).trim();
  const [rows = '0', cols = '0'] = stty('size').split(' ');
  return `${rows}:${cols}:0:0:${encodeTermios(stty('-g')).toString('hex')}`;
}

/** `stty -g` prints the four flag words and the control characters in hex, joined by colons. */
export function encodeTermios(saved: string): Buffer {
  const words = saved.split(':').map((word) => Number.parseInt(word, 16));
  const termios = Buffer.alloc(17 + CONTROL_CHARACTERS);
  words.slice(0, 4).forEach((word, index) => termios.writeUInt32LE(index === 3 ? (word & ~EXTPROC) >>> 0 : word, index * 4));
  words.slice(4, 4 + CONTROL_CHARACTERS).forEach((character, index) => termios.writeUInt8(character & 0xff, 17 + index));
  return termios;
}
