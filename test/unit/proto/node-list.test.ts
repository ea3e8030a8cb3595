// The node list grammar, and the sentence for every way of getting it wrong.
import fc from 'fast-check';
import { parseNode, parseNodeList } from '../../../proto/node-list';

const NODES = [
  { id: 1, name: 'n1' }, { id: 2, name: 'n2' }, { id: 3, name: 'big-3' }, { id: 4, name: '5-6' }, { id: 5, name: 'twin' },
  { id: 6, name: 'twin' },
];

const ids = (text: string): unknown => {
  const list = parseNodeList(text, NODES);
  return list.ok ? list.value.map(({ id }) => id) : list.error;
};

test.each([
  ['1', [1]], ['1,3-5', [1, 3, 4, 5]], ['5,1,5', [5, 1]], ['n2,big-3', [2, 3]], [' 1 , 2-3 ', [1, 2, 3]], ['3-3', [3]],
  ['5-6', [4]], ['2-4,3-5', [2, 3, 4, 5]], ['01', [1]],
])('%j names %j', (text, expected) => {
  expect(ids(text)).toEqual(expected);
});

test.each([
  ['', 'bad-input', '"" is not a node list; write ids, ranges or names such as 1,3-5'],
  ['1,,2', 'bad-input', '"1,,2" is not a node list; write ids, ranges or names such as 1,3-5'],
  ['4-2', 'bad-input', 'the range 4-2 runs backwards; write 2-4'],
  ['0', 'bad-input', '0 is not a node id; ids are 1 to 63'],
  ['60-64', 'bad-input', '64 is not a node id; ids are 1 to 63'],
  ['99999999999999999999', 'bad-input', '100000000000000000000 is not a node id; ids are 1 to 63'],
  ['twin', 'bad-input', 'nodes 5 and 6 are both called "twin"; give the id instead'],
  ['7', 'not-found',
    'there is no node with id 7; the nodes are 1 (n1), 2 (n2), 3 (big-3), 4 (5-6), 5 (twin), 6 (twin)'],
  ['1-7', 'not-found',
    'there is no node with id 7; the nodes are 1 (n1), 2 (n2), 3 (big-3), 4 (5-6), 5 (twin), 6 (twin)'],
  ['-3', 'not-found',
    'there is no node called "-3"; the nodes are 1 (n1), 2 (n2), 3 (big-3), 4 (5-6), 5 (twin), 6 (twin)'],
])('%j is refused as %s', (text, code, sentence) => {
  expect(ids(text)).toMatchObject({ code, sentence });
});

test('one node by id or by name, and the object that was passed comes back', () => {
  expect(parseNode('n2', NODES)).toEqual({ ok: true, value: NODES[1] });
  const found = parseNode(' 3 ', NODES);
  expect(found.ok && found.value).toBe(NODES[2]);
});

test('a number is an id even when a node has it as its name', () => {
  const shadowing = [{ id: 1, name: '2' }, { id: 2, name: 'two' }];
  expect(parseNode('2', shadowing)).toEqual({ ok: true, value: shadowing[1] });
});

test('nothing, an unknown node in an empty cluster, and a huge list are refused with a sentence', () => {
  expect(parseNode('', NODES)).toMatchObject({ error: { sentence: 'no node was named; give an id such as 2 or a name' } });
  expect(parseNode('4', [])).toMatchObject({ error: { sentence: 'there is no node with id 4; no node is known' } });
  expect(parseNodeList('1,'.repeat(3_000), NODES)).toMatchObject({ error: { code: 'bad-input' } });
});

test('a large cluster is not listed whole', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({ id: index + 1, name: `n${index + 1}` }));
  const unknown = parseNode('x', many);
  expect(unknown.ok ? '' : unknown.error.sentence).toMatch(/ 8 \(n8\) and 12 more$/);
});

test('any text gives nodes that exist, each once, or one sentence in one line', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9,n-]{0,12}$/)), (text) => {
    const list = parseNodeList(text, NODES);
    if (list.ok) {
      expect(list.value.length).toBeGreaterThan(0);
      expect(new Set(list.value).size).toBe(list.value.length);
    } else {
      expect(list.error.sentence).toMatch(/^[^\n]{10,}$/);
    }
  }));
});

test('a list written from ids and ranges is read back as the same nodes', () => {
  const many = Array.from({ length: 63 }, (_, index) => ({ id: index + 1, name: `n${index + 1}` }));
  const item = fc.tuple(fc.integer({ min: 1, max: 63 }), fc.integer({ min: 0, max: 62 }))
    .map(([low, width]) => [low, Math.min(63, low + width)] as const);
  fc.assert(fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (items) => {
    const text = items.map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`)).join(',');
    const expected = new Set(items.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, index) => low + index)));
    const list = parseNodeList(text, many);
    expect(list.ok && list.value.map(({ id }) => id)).toEqual([...expected]);
  }));
});
