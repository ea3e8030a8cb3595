// Turns numbers into names: nodes by the agent's list, users by this machine's /etc/passwd.
// It refuses to fail: what has no name keeps its number, as in ps.
import { readFileSync } from 'node:fs';
import type { NodeStatus__Output as NodeStatus } from '../proto';
import type { NameBook } from './process-columns';

/** A book of these nodes' names; the users' names are read when the first one is asked for. */
export function openNameBook(nodes: readonly NodeStatus[]): NameBook {
  const nodeNames = new Map(nodes.map((node) => [node.id, node.name]));
  let userNames: ReadonlyMap<number, string> | undefined;
  return {
    nodeName: (id) => nodeNames.get(id) || String(id),
    userName: (uid) => {
      userNames ??= parsePasswd(readPasswd());
      return userNames.get(uid) ?? String(uid);
    },
  };
}

/** The names in the text of a passwd file, by uid; the first of several names of one uid counts. */
export function parsePasswd(text: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , uid] = line.split(':');
    if (name === undefined || name === '' || uid === undefined || !/^\d+$/.test(uid)) continue;
    if (!names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    // Without the file every user is a number, which is still right.
    return '';
  }
}
