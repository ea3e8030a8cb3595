// Makes the cluster's certificates and reads a node's id back out of one: P-256, one authority, one certificate a node
// for both directions of mutual TLS. It refuses to read or write files and to know the time: `now` is an argument.
import 'reflect-metadata'; // the X.509 library finds its parts through it, so it has to come first
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { isNodeId } from '../proto/pid';

/** A certificate and its private key, both PEM; the key is PKCS#8 and must be stored with mode 0600. */
export interface KeyedCertificate {
  readonly certPem: string;
  readonly keyPem: string;
}

/** For whom a certificate is issued. `address` is what peers dial: an IP address or a host name. */
export interface NodeIdentity {
  readonly nodeId: number;
  readonly nodeName: string;
  readonly address: string;
}

const DAY_MS = 86_400_000;
/** Clocks of a cluster differ; a certificate must work at once on a node that is behind. */
const CLOCK_SKEW_MS = 3_600_000;
/** Long, since renewing the authority means touching every node at once. */
const AUTHORITY_DAYS = 3653;
/** A key that leaked is of use for a year at most. */
const NODE_DAYS = 365;

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
const COMMON_NAME = /^krg-node-([1-9]\d*)$/;

/** Makes the authority of a new cluster, valid for ten years from `now`. */
export async function createAuthority(name: string, now: Date): Promise<KeyedCertificate> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    ...validity(now, AUTHORITY_DAYS),
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
    ],
  }, webcrypto);
  return toPem(certificate, keys.privateKey);
}

/** Issues the certificate with which a node answers and dials its peers, valid for a year from `now`. */
export async function issueNodeCertificate(
  authority: KeyedCertificate, identity: NodeIdentity, now: Date,
): Promise<KeyedCertificate> {
  const issuer = new x509.X509Certificate(authority.certPem);
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [`krg-node-${identity.nodeId}`] }],
    issuer: issuer.subjectName,
    ...validity(now, NODE_DAYS),
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.keyPem),
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
      new x509.SubjectAlternativeNameExtension(alternativeNames(identity)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      await x509.AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto),
    ],
  }, webcrypto);
  return toPem(certificate, keys.privateKey);
}

/** The node a certificate's common name stands for (`krg-node-3` is 3), or undefined when it is no node's. */
export function nodeIdOf(commonName: string | undefined): number | undefined {
  const id = Number(COMMON_NAME.exec(commonName ?? '')?.[1]);
  return isNodeId(id) ? id : undefined;
}

function alternativeNames(identity: NodeIdentity): x509.JsonGeneralNames {
  const address = { type: isIP(identity.address) === 0 ? 'dns' : 'ip', value: identity.address } as const;
  return address.value === identity.nodeName ? [address] : [address, { type: 'dns', value: identity.nodeName }];
}

function validity(now: Date, days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now.getTime() - CLOCK_SKEW_MS), notAfter: new Date(now.getTime() + days * DAY_MS) };
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
}

async function importKey(keyPem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(keyPem), KEY_ALGORITHM, false, ['sign']);
}

async function toPem(certificate: x509.X509Certificate, privateKey: webcrypto.CryptoKey): Promise<KeyedCertificate> {
  const key = await webcrypto.subtle.exportKey('pkcs8', privateKey);
  return { certPem: `${certificate.toString('pem')}\n`, keyPem: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n` };
}
