// What a restored, held body looks like from outside: its members' PIDs here, the cgroups they belong in, and how CRIU
// would name its channels from now on.
import type { UnitDescription__Output } from '../proto';
import type { Agent } from './agent-parts';
import { Cgroups } from './cgroups';
import { channelKey, type ChannelKind } from './descriptors';
import { readFds, readStatus } from './proc';
import type { ChannelRecord } from './records';

interface Restored {
  readonly pid: number;
  readonly incarnation: number;
  readonly description: UnitDescription__Output;
}

function bodyCgroup(unit: Restored): string {
  return `bodies/${unit.pid}.${unit.incarnation}`;
}

/** Outer PID of every member, by cluster PID, from the cgroup CRIU restored into. */
function outerPids(agent: Agent, unit: Restored): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of agent.cgroups.names(bodyCgroup(unit))) {
    for (const outer of Cgroups.members(agent.cgroups.path(`${bodyCgroup(unit)}/${name}`))) {
      found.set(readStatus(outer)?.nsPids[1] ?? 0, outer);
    }
  }
  return found;
}

/** CRIU puts all members into the root's capability cgroup; those with sets of their own go into theirs. */
export function placeMembers(agent: Agent, unit: Restored): void {
  const outers = outerPids(agent, unit);
  const rootName = unit.description.members[0]?.capabilities ?? '';
  for (const member of unit.description.members) {
    const outer = outers.get(member.pid);
    if (outer === undefined || member.capabilities === rootName) continue;
    Cgroups.add(agent.cgroups.make(`${bodyCgroup(unit)}/${member.capabilities || 'none'}`), outer);
  }
}

/** The channels with the names their ends have now: the shim made new pipes and terminals. */
export function channelsAfterRestore(agent: Agent, unit: Restored): ChannelRecord[] {
  const outers = outerPids(agent, unit);
  return unit.description.channels.map((channel) => {
    const { id, kind, direction, fd, pid, path } = channel;
    const open = readFds(outers.get(pid) ?? 0).find((candidate) => candidate.fd === fd);
    return { id, kind, direction, fd, pid, path, key: open === undefined ? '' : channelKey(kind as ChannelKind, open) };
  });
}
