// How `krgcapset --show` prints the sets of a process, byte for byte as Kerrighed's tool did.
// It refuses to improve the format: scripts read it.
import { namesIn, type CapabilityMask, type CapabilitySets, type SetName } from './capabilities';

const SECTIONS: ReadonlyArray<readonly [title: string, which: SetName]> = [
  ['Permitted', 'permitted'],
  ['Effective', 'effective'],
  ['Inheritable Permitted', 'inheritablePermitted'],
  ['Inheritable Effective', 'inheritableEffective'],
];

/** A tab stop, and the width of the terminals the tool was written for, in columns. */
const INDENT = 8;
const WIDTH = 80;
/** The original counts two columns for every name and two more for the separator before it; the wrap depends on it. */
const PADDING = 2;

/** The text of `krgcapset --show`, ending in a newline. An empty set prints an empty line, as it did. */
export function formatShow(sets: CapabilitySets): string {
  return SECTIONS.map(([title, which]) => {
    const mask = sets[which];
    return `${title} Capabilities: 0${mask.toString(8)}\n${formatNames(mask)}`;
  }).join('');
}

/** The names in a set, indented by a tab and wrapped, ending in a newline. Usage texts and refusals use it too. */
export function formatNames(mask: CapabilityMask): string {
  const lines: string[][] = [[]];
  let column = INDENT;
  for (const name of namesIn(mask)) {
    const needed = name.length + PADDING;
    const line = lines[lines.length - 1];
    if (line === undefined || column + needed >= WIDTH) {
      lines.push([name]);
      column = INDENT + needed;
    } else {
      column += needed + (line.length > 0 ? PADDING : 0);
      line.push(name);
    }
  }
  return lines.map((names) => (names.length > 0 ? `\t${names.join(', ')}\n` : '\n')).join('');
}
