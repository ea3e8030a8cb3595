// Sets written as cgroup names and read back, for the owner and for its descendants.
import fc from 'fast-check';
import { defaultSets, inheritAtFork, type CapabilitySets } from '../../../proto/capabilities';
import { decodeSets, effectiveSetsFor, encodeSets } from '../../../proto/capability-cgroup';

const mask = fc.nat(0o7777);
const anySets: fc.Arbitrary<CapabilitySets> = fc.record({
  effective: mask, permitted: mask, inheritableEffective: mask, inheritablePermitted: mask,
});
const aPid = fc.integer({ min: 1, max: 4_194_303 });

test('the name of the defaults', () => {
  expect(encodeSets(65_602, defaultSets(), false, 3)).toBe('e1.p1067.d1.i1067.l0@65602.3');
});

test('a name leads back to what it was made of, and is a plain file name', () => {
  fc.assert(fc.property(aPid, anySets, fc.boolean(), fc.nat(), (ownerPid, sets, locked, serial) => {
    const name = encodeSets(ownerPid, sets, locked, serial);
    expect(name).toMatch(/^[\w.@]{1,200}$/);
    expect(decodeSets(name)).toEqual({ ownerPid, sets, locked, serial });
  }));
});

test('the owner has the sets as written, all others what a child inherits, at any depth', () => {
  fc.assert(fc.property(aPid, aPid, anySets, fc.integer({ min: 1, max: 9 }), (owner, other, sets, depth) => {
    const name = encodeSets(owner, sets, false, 0);
    expect(effectiveSetsFor(name, owner)).toEqual(sets);
    let descendant = sets;
    for (let generation = 0; generation < depth; generation += 1) descendant = inheritAtFork(descendant);
    if (other !== owner) expect(effectiveSetsFor(name, other)).toEqual(descendant);
  }));
});

test.each([
  '', 'krg', 'e1.p1067.d1.i1067.l0@65602', 'e1.p1067.d1.i1067.l2@65602.0', 'e8.p1067.d1.i1067.l0@65602.0',
  'e1.p1067.d1.i1067.l0@0.0', ' e1.p1067.d1.i1067.l0@65602.3', 'e1.p1067.d1.i1067.l0@65602.3\n', 'p1067.e1.d1.i1067.l0@65602.3',
])('%j is no capability cgroup', (name) => {
  expect(decodeSets(name)).toBeUndefined();
  expect(effectiveSetsFor(name, 65_602)).toBeUndefined();
});
