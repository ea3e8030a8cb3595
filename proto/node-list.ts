// The grammar in which users name nodes: one id or name, or Kerrighed's list `1,3-5,n7`.
// It refuses to know which nodes exist: the caller passes them.
import { ok, refuse, type Refused, type Result } from './errors';
import { MAX_NODE, MIN_NODE, isNodeId } from './pid';

/** What the parser must know of a node. Callers may pass richer objects and get them back. */
export interface NamedNode {
  readonly id: number;
  readonly name: string;
}

const ID = /^\d+$/;
const RANGE = /^(\d+)-(\d+)$/;
/** A longer text is not a list typed by anyone; refusing it bounds the work. */
const MAX_LIST_LENGTH = 4096;

/**
 * The one node a user means by an id or a name. A number is always an id, so that a node cannot be given a name that
 * hides another one's id.
 */
export function parseNode<T extends NamedNode>(text: string, nodes: readonly T[]): Result<T> {
  const item = text.trim();
  if (item === '') return refuse('bad-input', 'no node was named; give an id such as 2 or a name');
  return ID.test(item) ? byId(Number(item), nodes) : byName(item, nodes);
}

/**
 * The nodes a list names, in the order of the list, each once. Items are separated by commas; an item is an id, a
 * range of ids `3-5`, or a name. A name wins over a range, because a node may be called `10-2`.
 */
export function parseNodeList<T extends NamedNode>(text: string, nodes: readonly T[]): Result<readonly T[]> {
  if (text.length > MAX_LIST_LENGTH) {
    return refuse('bad-input', `a node list of ${text.length} characters is too long; use ranges such as 1-5`);
  }
  const found = new Map<number, T>();
  for (const raw of text.split(',')) {
    const item = raw.trim();
    if (item === '') return malformed(text);
    const part = parseItem(item, nodes);
    if (!part.ok) return part;
    for (const node of part.value) found.set(node.id, node);
  }
  return ok([...found.values()]);
}

function parseItem<T extends NamedNode>(item: string, nodes: readonly T[]): Result<readonly T[]> {
  const bounds = RANGE.exec(item);
  if (bounds !== null && !nodes.some((node) => node.name === item)) {
    return byRange(Number(bounds[1]), Number(bounds[2]), nodes);
  }
  const one = parseNode(item, nodes);
  return one.ok ? ok([one.value]) : one;
}

function byRange<T extends NamedNode>(low: number, high: number, nodes: readonly T[]): Result<readonly T[]> {
  if (!isNodeId(low)) return outOfRange(low);
  if (!isNodeId(high)) return outOfRange(high);
  if (low > high) return refuse('bad-input', `the range ${low}-${high} runs backwards; write ${high}-${low}`);
  const range: T[] = [];
  for (let id = low; id <= high; id += 1) {
    const node = byId(id, nodes);
    if (!node.ok) return node;
    range.push(node.value);
  }
  return ok(range);
}

function byId<T extends NamedNode>(id: number, nodes: readonly T[]): Result<T> {
  if (!isNodeId(id)) return outOfRange(id);
  const node = nodes.find((candidate) => candidate.id === id);
  return node === undefined
    ? refuse('not-found', `there is no node with id ${id}; ${known(nodes)}`, { node: id })
    : ok(node);
}

function byName<T extends NamedNode>(name: string, nodes: readonly T[]): Result<T> {
  const matches = nodes.filter((node) => node.name === name);
  const [only, second] = matches;
  if (only === undefined) return refuse('not-found', `there is no node called ${quote(name)}; ${known(nodes)}`, { name });
  if (second !== undefined) {
    return refuse('bad-input', `nodes ${only.id} and ${second.id} are both called ${quote(name)}; give the id instead`);
  }
  return ok(only);
}

function outOfRange(id: number): Refused {
  return refuse('bad-input', `${id} is not a node id; ids are ${MIN_NODE} to ${MAX_NODE}`);
}

function malformed(text: string): Refused {
  return refuse('bad-input', `${quote(text)} is not a node list; write ids, ranges or names such as 1,3-5`);
}

function known(nodes: readonly NamedNode[]): string {
  if (nodes.length === 0) return 'no node is known';
  const shown = nodes.slice(0, 8).map((node) => `${node.id} (${node.name})`);
  const rest = nodes.length - shown.length;
  return `the nodes are ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

// Long or unprintable input is not echoed whole into a terminal.
function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return JSON.stringify(short);
}
