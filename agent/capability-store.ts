// Capability sets and locks of processes, kept where the kernel inherits them: in the name of the cgroup a process is in.
import { decodeSets, effectiveSetsFor, encodeSets } from '../proto/capability-cgroup';
import { applyChanges, defaultSets, hasCapability, type CapabilitySets, type SetChange, type SetName } from '../proto/capabilities';
import { ok, refuse, type CapabilityRequest__Output, type Result } from '../proto';
import { Cgroups } from './cgroups';
import type { NodeProcess } from './process-table';

/** The sets as messages name them (proto/common.proto, CapabilityChange). */
const SET_NAMES: ReadonlyMap<string, SetName> = new Map([
  ['effective', 'effective'], ['permitted', 'permitted'], ['inheritable_effective', 'inheritableEffective'], ['inheritable_permitted', 'inheritablePermitted'],
]);

export class CapabilityStore {
  private serial = Date.now() % 1_000_000_000; // names of an earlier agent's cgroups must not be made again for other members

  constructor(private readonly cgroups: Cgroups) {}

  private nameOf(process: NodeProcess): string | undefined {
    return this.cgroups.nameOf(process.outer)?.split('/').at(-1);
  }

  sets(process: NodeProcess): CapabilitySets {
    return effectiveSetsFor(this.nameOf(process) ?? '', process.pid) ?? defaultSets();
  }

  isLocked(process: NodeProcess): boolean {
    return decodeSets(this.nameOf(process) ?? '')?.locked ?? false;
  }

  mayMigrate(process: NodeProcess): boolean {
    return hasCapability(this.sets(process).effective, 'CAN_MIGRATE');
  }

  /** Applies the changes of one command line together; all or none. */
  change(process: NodeProcess, changes: CapabilityRequest__Output['changes']): Result<CapabilitySets> {
    if (changes.length === 0) return ok(this.sets(process));
    const wanted: SetChange[] = [];
    for (const { set, spec } of changes) {
      const which = SET_NAMES.get(set);
      if (which === undefined) return refuse('bad-input', `there is no capability set called ${JSON.stringify(set)}`);
      wanted.push({ which, spec });
    }
    const sets = applyChanges(this.sets(process), wanted);
    if (sets.ok) this.assign(process, sets.value, this.isLocked(process));
    return sets;
  }

  /** Gives a process sets and lock of its own; its future children inherit them by being born into its cgroup. */
  assign(process: NodeProcess, sets: CapabilitySets, locked: boolean): void {
    const name = encodeSets(process.pid, sets, locked, ++this.serial);
    const parent = /^bodies\/[^/]+/.exec(this.cgroups.nameOf(process.outer) ?? '')?.[0] ?? 'cap';
    Cgroups.add(this.cgroups.make(`${parent}/${name}`), process.outer);
  }

  /** Removes capability cgroups that have no members left. */
  collect(): void {
    for (const name of this.cgroups.names('cap')) {
      const path = this.cgroups.path(`cap/${name}`);
      if (Cgroups.members(path).length === 0) Cgroups.remove(path);
    }
  }

  /** What krgrun asks for: CAN_MIGRATE for the process itself and all its descendants. */
  makeMigratable(process: NodeProcess, locked: boolean): Result<CapabilitySets> {
    const everywhere = (['permitted', 'effective', 'inheritablePermitted', 'inheritableEffective'] as const).map((which) => ({ which, spec: '+CAN_MIGRATE' }));
    const sets = applyChanges(this.sets(process), everywhere);
    if (sets.ok) this.assign(process, sets.value, locked);
    return sets;
  }
}
