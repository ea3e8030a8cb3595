// The cluster's certificates: whom they are for, who trusts them, and that both ends of a connection can use them.
import { X509Certificate } from 'node:crypto';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { createAuthority, issueNodeCertificate, nodeIdOf, type KeyedCertificate } from '../../../agent/certificates';

const now = new Date();
const DAY_MS = 86_400_000;
let authority: KeyedCertificate;
let node: KeyedCertificate;

beforeAll(async () => {
  authority = await createAuthority('a cluster', now);
  node = await issueNodeCertificate(authority, { nodeId: 3, nodeName: 'n3', address: '127.0.0.1' }, now);
});

test('a node certificate names the node, its address and its authority', () => {
  const certificate = new X509Certificate(node.certPem);
  expect(certificate.subject).toBe('CN=krg-node-3');
  expect(certificate.subjectAltName).toBe('IP Address:127.0.0.1, DNS:n3');
  expect(certificate.checkIssued(new X509Certificate(authority.certPem))).toBe(true);
  expect(certificate.ca).toBe(false);
});

test('a host name as address becomes a second name', async () => {
  const issued = await issueNodeCertificate(authority, { nodeId: 4, nodeName: 'n4', address: 'four.example' }, now);
  expect(new X509Certificate(issued.certPem).subjectAltName).toBe('DNS:four.example, DNS:n4');
});

test('the authority lasts ten years, a node certificate one, and both work on a clock that is slow', () => {
  const life = ({ certPem }: KeyedCertificate): number[] => {
    const { validFrom, validTo } = new X509Certificate(certPem);
    return [Date.parse(validFrom) - now.getTime(), Date.parse(validTo) - now.getTime()].map((ms) => Math.round(ms / DAY_MS * 24) / 24);
  };
  expect(life(authority)).toEqual([-1 / 24, 3653]);
  expect(life(node)).toEqual([-1 / 24, 365]);
});

test.each([['krg-node-3', 3], ['krg-node-63', 63], ['krg-node-64', undefined], ['krg-node-0', undefined], ['krg-node-03', undefined],
  ['xkrg-node-3', undefined], ['', undefined], [undefined, undefined]])('the id in %j is %j', (name, id) => {
  expect(nodeIdOf(name)).toBe(id);
});

// A server that wants certificates and a client, both with certificates; what the server reads from the client's.
async function meet(ca: KeyedCertificate, client: KeyedCertificate): Promise<string> {
  const server = createServer({ ca: ca.certPem, cert: node.certPem, key: node.keyPem, requestCert: true, rejectUnauthorized: true });
  const met = new Promise<string>((resolve) => {
    server.on('secureConnection', (socket: TLSSocket) => { resolve(String(socket.getPeerCertificate().subject.CN)); });
    server.on('tlsClientError', () => { resolve('refused'); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', ca: authority.certPem, cert: client.certPem, key: client.keyPem });
  socket.on('error', () => undefined); // the server says what became of it
  const name = await met;
  socket.destroy();
  server.close();
  return name;
}

test('two nodes of a cluster meet, and a node of another cluster is refused', async () => {
  expect(await meet(authority, node)).toBe('krg-node-3');
  const other = await createAuthority('another cluster', now);
  const stranger = await issueNodeCertificate(other, { nodeId: 3, nodeName: 'n3', address: '127.0.0.1' }, now);
  expect(await meet(authority, stranger)).toBe('refused');
});
