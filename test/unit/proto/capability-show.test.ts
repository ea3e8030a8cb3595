// The exact text of `krgcapset --show`.
import { SUPPORTED, defaultSets, maskOf } from '../../../proto/capabilities';
import { formatNames, formatShow } from '../../../proto/capability-show';

test('the default sets, as documented for Kerrighed', () => {
  expect(formatShow(defaultSets())).toBe(`\
Permitted Capabilities: 01067
\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE
\tUSE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT
Effective Capabilities: 01
\tCHANGE_KERRIGHED_CAP
Inheritable Permitted Capabilities: 01067
\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE
\tUSE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT
Inheritable Effective Capabilities: 01
\tCHANGE_KERRIGHED_CAP
`);
});

test('with SYSCALL_EXIT_HOOK the second line takes one more, as in the sample of its descendant', () => {
  expect(formatNames(SUPPORTED | maskOf(['SYSCALL_EXIT_HOOK']))).toBe(
    '\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE\n\tUSE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT, SYSCALL_EXIT_HOOK\n',
  );
});

test('an empty set is 00 and an empty line', () => {
  expect(formatShow({ ...defaultSets(), effective: 0 })).toContain('Effective Capabilities: 00\n\nInheritable Permitted');
});

test('no line is wider than a terminal, tab included', () => {
  for (let mask = 0; mask <= 0o7777; mask += 1) {
    for (const line of formatNames(mask).split('\n')) expect(line.replace('\t', ' '.repeat(8)).length).toBeLessThan(80);
  }
});
