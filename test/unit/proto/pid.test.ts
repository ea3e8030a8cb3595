// PID arithmetic: every PID has one home, ranges do not touch, aliases are never PIDs.
import fc from 'fast-check';
import {
  MAX_NODE, MIN_NODE, alias, guestRange, homeNode, isClusterPid, isNodeId, localPart, nativeRange, parseAlias, pidMax,
} from '../../../proto/pid';

const aNode = fc.integer({ min: MIN_NODE, max: MAX_NODE });
const anyPid = fc.integer({ min: 0, max: pidMax() - 1 });

test('the largest cluster fills the PIDs Linux has, exactly', () => {
  expect(pidMax()).toBe(4_194_304);
  expect(MAX_NODE).toBe(63);
  expect(guestRange(MAX_NODE).high).toBe(pidMax() - 1);
});

test('node 1 gives out 65600 to 98303, and its guests 98304 to 131071', () => {
  expect(nativeRange(1)).toEqual({ low: 65_600, high: 98_303 });
  expect(guestRange(1)).toEqual({ low: 98_304, high: 131_071 });
});

test('every PID of a range tells its home', () => {
  fc.assert(fc.property(aNode, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (node, where, guest) => {
    const { low, high } = guest ? guestRange(node) : nativeRange(node);
    const pid = low + Math.floor(where * (high - low));
    expect(homeNode(pid)).toBe(node);
    expect(isClusterPid(pid)).toBe(true);
  }));
});

test('ranges of all nodes are disjoint and in order', () => {
  const bounds = Array.from({ length: MAX_NODE }, (_, index) => [nativeRange(index + 1), guestRange(index + 1)]).flat();
  bounds.forEach((range, index) => {
    expect(range.low).toBeLessThan(range.high);
    expect(range.low).toBeGreaterThan(bounds[index - 1]?.high ?? 65_535);
  });
});

test('a PID is its home and its local part, and no other', () => {
  fc.assert(fc.property(anyPid, (pid) => {
    expect((homeNode(pid) ?? 0) * 65_536 + localPart(pid)).toBe(pid);
  }));
});

test.each([0, 1, 300, 65_535])('%i is from before krg and has no home', (pid) => {
  expect(homeNode(pid)).toBeUndefined();
});

test.each([-1, 1.5, Number.NaN, 4_194_304, Infinity])('%d is no PID at all', (pid) => {
  expect(isClusterPid(pid)).toBe(false);
  expect(homeNode(pid)).toBeUndefined();
});

test('an alias is above every PID and leads back', () => {
  fc.assert(fc.property(aNode, anyPid, (node, pid) => {
    const shown = alias(node, pid);
    expect(shown).toBeGreaterThanOrEqual(pidMax());
    expect(shown).toBeLessThan(2 ** 31);
    expect(shown).toBe((node << 22) | pid);
    expect(parseAlias(shown)).toEqual({ node, pid });
  }));
});

test('a plain PID, a fraction and a number above all aliases are no alias', () => {
  fc.assert(fc.property(anyPid, (pid) => parseAlias(pid) === undefined));
  expect([4_194_304.5, 64 * 2 ** 22, -1, Number.NaN].map(parseAlias)).toEqual([undefined, undefined, undefined, undefined]);
});

test('an impossible node or PID is a broken invariant and throws', () => {
  for (const node of [0, 64, 1.5, -1, Number.NaN]) {
    expect(isNodeId(node)).toBe(false);
    expect(() => nativeRange(node)).toThrow(/not in 1\.\.63/);
    expect(() => alias(node, 5)).toThrow(/not in 1\.\.63/);
  }
  expect(() => alias(1, pidMax())).toThrow(/22 bits/);
});
