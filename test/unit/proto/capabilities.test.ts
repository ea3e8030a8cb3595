// Capability sets: inheritance at fork, what changes are legal, and the sentences for those that are not.
import fc from 'fast-check';
import {
  CAPABILITY_BITS, SUPPORTED, applyChange, applyChanges, defaultSets, hasCapability, inheritAtFork, maskOf, mayChangeSets,
  namesIn, type CapabilitySets, type SetName,
} from '../../../proto/capabilities';

/** Any sets Kerrighed's kernel would have accepted: effective and inheritable permitted in permitted, and so on. */
const legalSets = fc
  .tuple(fc.integer({ min: 0, max: 0o7777 }), fc.nat(0o7777), fc.nat(0o7777), fc.nat(0o7777))
  .map(([p, e, i, d]): CapabilitySets => {
    const permitted = p & SUPPORTED;
    const inheritablePermitted = i & permitted;
    return { permitted, effective: e & permitted, inheritablePermitted, inheritableEffective: d & inheritablePermitted };
  });

const sentence = (sets: CapabilitySets, which: SetName, spec: string): string => {
  const changed = applyChange(sets, which, spec);
  return changed.ok ? 'accepted' : `${changed.error.code}: ${changed.error.sentence}`;
};

test('the bits are Kerrighed 3.x', () => {
  expect(Object.entries(CAPABILITY_BITS).map(([name, bit]) => `${bit} ${name}`)).toEqual([
    '0 CHANGE_KERRIGHED_CAP', '1 CAN_MIGRATE', '2 DISTANT_FORK', '3 FORK_DELAY', '4 CHECKPOINTABLE',
    '5 USE_REMOTE_MEMORY', '6 USE_INTRA_CLUSTER_KERSTREAMS', '7 USE_INTER_CLUSTER_KERSTREAMS',
    '8 USE_WORLD_VISIBLE_KERSTREAMS', '9 SEE_LOCAL_PROC_STAT', '10 DEBUG', '11 SYSCALL_EXIT_HOOK',
  ]);
  expect(SUPPORTED).toBe(0o1067);
});

test('a mask is its names', () => {
  fc.assert(fc.property(fc.nat(0o7777), (mask) => maskOf(namesIn(mask)) === mask));
});

test('by default a process may change its sets, and nothing else of it is in effect', () => {
  expect(defaultSets()).toEqual({
    effective: 0o1, permitted: 0o1067, inheritableEffective: 0o1, inheritablePermitted: 0o1067,
  });
});

test('-d +CAN_MIGRATE in a shell makes its children migratable, not the shell', () => {
  const shell = applyChange(defaultSets(), 'inheritableEffective', '+CAN_MIGRATE');
  if (!shell.ok) throw new Error(shell.error.sentence);
  expect(hasCapability(shell.value.effective, 'CAN_MIGRATE')).toBe(false);
  expect(hasCapability(inheritAtFork(shell.value).effective, 'CAN_MIGRATE')).toBe(true);
});

test('inheriting twice is inheriting once, so that grandchildren have what children have', () => {
  fc.assert(fc.property(
    fc.record({
      effective: fc.nat(0o7777), permitted: fc.nat(0o7777), inheritableEffective: fc.nat(0o7777), inheritablePermitted: fc.nat(0o7777),
    }),
    (sets) => expect(inheritAtFork(inheritAtFork(sets))).toEqual(inheritAtFork(sets)),
  ));
});

test('a child of legal sets has legal sets', () => {
  fc.assert(fc.property(legalSets, (sets) => {
    const child = inheritAtFork(sets);
    expect(child.effective & ~child.permitted).toBe(0);
    expect(child.permitted & ~sets.permitted).toBe(0);
  }));
});

test.each([
  ['effective', '+CAN_MIGRATE', 0o3], ['effective', '+CAN_MIGRATE,CHECKPOINTABLE', 0o23], ['effective', 'CAN_MIGRATE', 0o2],
  ['effective', '-CHANGE_KERRIGHED_CAP', 0], ['effective', '-CAN_MIGRATE', 0o1], ['effective', '-FORK_DELAY', 0o1],
  ['effective', '03', 0o3], ['effective', '0x3', 0o3], ['effective', '3', 0o3], ['effective', '0', 0],
  ['inheritablePermitted', '01', 0o1],
] as const)('%s %s gives %i', (which, spec, mask) => {
  const sets = { ...defaultSets(), inheritableEffective: 0o1 };
  expect(applyChange(sets, which, spec)).toEqual({ ok: true, value: { ...sets, [which]: mask } });
});

test.each([
  ['effective', '+BOGUS', 'bad-input: Unrecognized capability: BOGUS. Authorized capability names are: '
    + 'CHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE, USE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT'],
  ['effective', '089', 'bad-input: "089" is not a number; write 07 (octal), 0x7 or 7, or capability names'],
  ['effective', '010000', 'bad-input: 010000 has bits that are no capability; the highest value is 07777'],
  ['effective', '+FORK_DELAY', 'failed: krg does not support FORK_DELAY; it supports '
    + 'CHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE, USE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT'],
  ['permitted', '-CAN_MIGRATE', 'failed: CAN_MIGRATE would be in the inheritable permitted set but not in the permitted set'],
  ['permitted', '-CHANGE_KERRIGHED_CAP', 'failed: CHANGE_KERRIGHED_CAP would be in the effective set but not in the permitted set'],
  ['inheritablePermitted', '-CHANGE_KERRIGHED_CAP',
    'failed: CHANGE_KERRIGHED_CAP would be in the inheritable effective set but not in the inheritable permitted set'],
] as const)('%s %s from the defaults is refused', (which, spec, expected) => {
  expect(sentence(defaultSets(), which, spec)).toBe(expected);
});

test.each(['', '+', '-', ',', '+CAN_MIGRATE,', 'can_migrate', 'CAN_MIGRAT', 'CAN_MIGRATEX', '+ CAN_MIGRATE'])('%j names no capability', (spec) => {
  expect(sentence(defaultSets(), 'effective', spec)).toMatch(/^bad-input: Unrecognized capability: /);
});

test('all changes of one command are judged together', () => {
  const dropped = applyChanges(defaultSets(), [
    { which: 'permitted', spec: '-CAN_MIGRATE' }, { which: 'inheritablePermitted', spec: '-CAN_MIGRATE' },
  ]);
  expect(dropped).toMatchObject({ ok: true, value: { permitted: 0o1065, inheritablePermitted: 0o1065 } });
});

test('what was dropped from the permitted set cannot come back, nor be used', () => {
  const poorer = { effective: 0o1, permitted: 0o1065, inheritableEffective: 0o1, inheritablePermitted: 0o1065 };
  expect(sentence(poorer, 'permitted', '+CAN_MIGRATE')).toBe(
    'not-permitted: CAN_MIGRATE was dropped from the permitted set, and what is dropped cannot come back');
  expect(sentence(poorer, 'effective', '+CAN_MIGRATE')).toBe(
    'failed: CAN_MIGRATE would be in the effective set but not in the permitted set');
  expect(sentence(poorer, 'inheritableEffective', '+CAN_MIGRATE')).toBe(
    'failed: CAN_MIGRATE would be in the inheritable effective set but not in the inheritable permitted set');
});

test('without CHANGE_KERRIGHED_CAP nothing changes any more', () => {
  const stuck = { ...defaultSets(), effective: 0 };
  expect(mayChangeSets(stuck)).toBe(false);
  expect(sentence(stuck, 'effective', '+CAN_MIGRATE')).toBe('not-permitted: this process has given up CHANGE_KERRIGHED_CAP');
});

test('whatever is asked, legal sets stay legal and permitted never grows', () => {
  const names = fc.subarray(Object.keys(CAPABILITY_BITS), { minLength: 1 }).map((list) => list.join(','));
  const spec = fc.oneof(fc.tuple(fc.constantFrom('+', '-', ''), names).map(([sign, list]) => sign + list), fc.nat(0o7777).map(String));
  const which = fc.constantFrom<SetName>('effective', 'permitted', 'inheritableEffective', 'inheritablePermitted');
  fc.assert(fc.property(legalSets, which, spec, (sets, set, text) => {
    const changed = applyChange(sets, set, text);
    if (!changed.ok) return expect(changed.error.sentence).toMatch(/^[^\n]+$/);
    const { effective, permitted, inheritableEffective, inheritablePermitted } = changed.value;
    expect([effective & ~permitted, inheritablePermitted & ~permitted, inheritableEffective & ~inheritablePermitted]).toEqual([0, 0, 0]);
    expect(permitted & ~sets.permitted).toBe(0);
  }));
});
