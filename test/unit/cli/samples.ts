// Processes and nodes for tests: complete messages of which a test says only what matters to it.
import type { LogEntry__Output, NodeStatus__Output, Process__Output } from '../../../proto';

/** A process with the given fields, everything else being ordinary. */
export function sampleProcess(fields: Partial<Process__Output> = {}): Process__Output {
  return {
    pid: 65601, ppid: 65600, node: 1, home: 1, nmigs: 0, cantmove: '', state: 'S', cpuMs: 0, comm: 'awk', args: ['awk', 'x'],
    uid: 0, rssBytes: 2 ** 20, load: 0, mayMigrate: true, locked: false, ageMs: 1000, unitRoot: 0, tty: 'pts/0', ...fields,
  };
}

/** A node with the given fields, everything else being ordinary. */
export function sampleNode(fields: Partial<NodeStatus__Output> = {}): NodeStatus__Output {
  const id = fields.id ?? 1;
  return {
    id, name: `node${id}`, address: `10.77.0.${id}:7077`, state: 'online', load: 0, cpus: 1, speed: 1,
    memTotalBytes: 8 * 2 ** 30, memFreeBytes: 6 * 2 ** 30, guests: 0, away: 0, bootId: 'b', ageMs: 10, balance: true,
    version: '0.1.0', ...fields,
  };
}

/** A log entry with the given fields. */
export function sampleEntry(fields: Partial<LogEntry__Output> = {}): LogEntry__Output {
  return { timeMs: 1_000_000, node: 1, kind: 'note', text: 'something', ...fields };
}
