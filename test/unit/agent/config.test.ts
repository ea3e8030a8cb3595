// The agent's configuration: what it accepts, what it fills in, and the sentence for everything it refuses.
import { defaults, parseConfig, renderConfig, type Config } from '../../../agent/config';

const NODE = '[node]\nid = 1\nname = "n1"\naddress = "10.77.0.1"\n';
const TLS = '[tls]\nca = "/tls/ca.pem"\ncert = "/tls/cert.pem"\nkey = "/tls/key.pem"\n';
const PEER = '[[peers]]\nid = 2\nname = "n2"\naddress = "10.77.0.2"\n';

function parsed(toml: string): Config {
  const result = parseConfig(toml, 'krg.toml');
  if (!result.ok) throw new Error(result.error.sentence);
  return result.value;
}

function sentence(toml: string): string {
  const result = parseConfig(toml, 'krg.toml');
  if (result.ok) throw new Error('it was accepted');
  expect(result.error.code).toBe('bad-input');
  return result.error.sentence;
}

test('what is left out has its default', () => {
  expect(parsed(NODE + TLS)).toEqual({
    node: { id: 1, name: 'n1', address: '10.77.0.1', port: 7700 },
    tls: { ca: '/tls/ca.pem', cert: '/tls/cert.pem', key: '/tls/key.pem' },
    peers: [],
    paths: { run: '/run/krg', state: '/run/krg/state' },
    criu: { command: '/opt/krg/criu/criu' },
    balance: { enabled: true, intervalMs: 1000, speed: 1 },
  });
});

test('what is given is taken', () => {
  const config = parsed(`${NODE}port = 1\n${TLS}${PEER}port = 2\n[paths]\nstate = "/s"\n[criu]\ncommand = "/c"\n[balance]\nenabled = false\nintervalMs = 100\nspeed = 0.5\n`);
  expect(config.node.port).toBe(1);
  expect(config.peers).toEqual([{ id: 2, name: 'n2', address: '10.77.0.2', port: 2 }]);
  expect(config.paths).toEqual({ run: defaults.run, state: '/s' });
  expect(config.criu.command).toBe('/c');
  expect(config.balance).toEqual({ enabled: false, intervalMs: 100, speed: 0.5 });
});

test('what is rendered is read back as it was', () => {
  const config = parsed(NODE + TLS + PEER);
  expect(parsed(renderConfig(config))).toEqual(config);
});

test.each([
  ['[node\nid = 1', 'krg.toml: line 1, column 6 is not TOML: illegal character in key'],
  ['', 'krg.toml: node is missing'],
  ['node = 3', 'krg.toml: node is 3, wanted a table, [node]'],
  [NODE, 'krg.toml: tls is missing'],
  [NODE.replace('id = 1', 'id = 64') + TLS, 'krg.toml: node.id is 64, wanted a whole number from 1 to 63'],
  [NODE.replace('id = 1', 'id = 1.5') + TLS, 'krg.toml: node.id is 1.5, wanted a whole number from 1 to 63'],
  [NODE.replace('id = 1\n', '') + TLS, 'krg.toml: node.id is missing'],
  [NODE.replace('"n1"', '"17"') + TLS, 'krg.toml: node.name is "17", wanted a name that is not only digits'],
  [NODE.replace('"n1"', '""') + TLS, 'krg.toml: node.name is "", wanted a name without spaces'],
  [NODE + TLS.replace('/tls/key', 'tls/key'), 'krg.toml: tls.key is "tls/key.pem", wanted an absolute path'],
  [`${NODE}${TLS}peers = 3`, 'krg.toml: tls.peers is no key krg knows'],
  [`${NODE}${TLS}[peers]\nid = 2`, 'krg.toml: peers is {"id":2}, wanted a list, [[peers]]'],
  [NODE + TLS + PEER.replace('id = 2', 'id = 1'), "krg.toml: peers[0].id is 1, this node's own: list only the other nodes"],
  [NODE + TLS + PEER + PEER, 'krg.toml: peers[1].id is 2, which another peer has'],
  [NODE + TLS + PEER.replace('"n2"', '"n1"'), 'krg.toml: peers[0].name is "n1", which another node has'],
  [`${NODE}${TLS}${PEER}port = 0`, 'krg.toml: peers[0].port is 0, wanted a whole number from 1 to 65535'],
  [`${NODE}${TLS}[balance]\nenable = true`, 'krg.toml: balance.enable is no key krg knows'],
  [`${NODE}${TLS}[balance]\nenabled = "yes"`, 'krg.toml: balance.enabled is "yes", wanted true or false'],
  [`${NODE}${TLS}[balance]\nintervalMs = 1`, 'krg.toml: balance.intervalMs is 1, wanted a whole number from 50 to 3600000'],
  [`${NODE}${TLS}[balance]\nspeed = 0`, 'krg.toml: balance.speed is 0, wanted a number above 0'],
  [`${NODE}id = 2\n${TLS}`, 'krg.toml: line 5, column 1 is not TOML: trying to redefine an already defined table or value'],
])('%j is refused', (toml, wanted) => {
  expect(sentence(toml)).toBe(wanted);
});
