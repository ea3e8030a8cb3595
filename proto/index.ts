// What the messages and services are called in TypeScript, and the definitions both ends load to speak them.
// It refuses to open a connection or to hold an opinion: grpc-js is given `packageDefinition` by whoever uses it.
import { fromJSON, type PackageDefinition } from '@grpc/proto-loader';
import definitions from './generated/krg.json';

/**
 * Every message and service of krg, for `grpc.loadPackageDefinition`. The options must say the same as the ones
 * scripts/generate-proto.cjs writes the types with: numbers for 64-bit fields (our figures stay far below 2^53), every
 * field present, null for an absent message.
 */
export const packageDefinition: PackageDefinition = fromJSON(definitions as Parameters<typeof fromJSON>[0], {
  keepCase: false,
  longs: Number,
  enums: String,
  defaults: true,
  oneofs: true,
});

export type { ProtoGrpcType as LocalPackage } from './generated/local';
export type { ProtoGrpcType as PeerPackage } from './generated/peer';
export type { LocalClient, LocalDefinition, LocalHandlers } from './generated/krg/Local';
export type { PeerClient, PeerDefinition, PeerHandlers } from './generated/krg/Peer';

export type * from './generated/krg/BalanceReply';
export type * from './generated/krg/BalanceRequest';
export type * from './generated/krg/CapabilityChange';
export type * from './generated/krg/CapabilityReply';
export type * from './generated/krg/CapabilityRequest';
export type * from './generated/krg/Channel';
export type * from './generated/krg/DescribeReply';
export type * from './generated/krg/DumpRequest';
export type * from './generated/krg/Empty';
export type * from './generated/krg/EndRequest';
export type * from './generated/krg/FileIdentity';
export type * from './generated/krg/GossipEntry';
export type * from './generated/krg/GossipMessage';
export type * from './generated/krg/ImageChunk';
export type * from './generated/krg/ListRequest';
export type * from './generated/krg/Location';
export type * from './generated/krg/LogEntries';
export type * from './generated/krg/LogEntry';
export type * from './generated/krg/LogRequest';
export type * from './generated/krg/Member';
export type * from './generated/krg/MigrateReply';
export type * from './generated/krg/MigrateRequest';
export type * from './generated/krg/NodeList';
export type * from './generated/krg/NodeStatus';
export type * from './generated/krg/Outcome';
export type * from './generated/krg/PrepareRequest';
export type * from './generated/krg/Process';
export type * from './generated/krg/ProcessList';
export type * from './generated/krg/RelayFrame';
export type * from './generated/krg/RestoreRequest';
export type * from './generated/krg/UnitDescription';
export type * from './generated/krg/UnitRef';

// These two share a name with the values of errors.ts and capabilities.ts they carry over the wire.
export type { Refusal as RefusalMessage, Refusal__Output } from './generated/krg/Refusal';
export type { CapabilitySets as CapabilitySetsMessage, CapabilitySets__Output } from './generated/krg/CapabilitySets';

export * from './capabilities';
export * from './capability-cgroup';
export * from './capability-show';
export * from './errors';
export * from './node-list';
export * from './pid';
