// @ts-nocheck
import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { BalanceReply as _krg_BalanceReply, BalanceReply__Output as _krg_BalanceReply__Output } from './krg/BalanceReply';
import type { BalanceRequest as _krg_BalanceRequest, BalanceRequest__Output as _krg_BalanceRequest__Output } from './krg/BalanceRequest';
import type { CapabilityChange as _krg_CapabilityChange, CapabilityChange__Output as _krg_CapabilityChange__Output } from './krg/CapabilityChange';
import type { CapabilityReply as _krg_CapabilityReply, CapabilityReply__Output as _krg_CapabilityReply__Output } from './krg/CapabilityReply';
import type { CapabilityRequest as _krg_CapabilityRequest, CapabilityRequest__Output as _krg_CapabilityRequest__Output } from './krg/CapabilityRequest';
import type { CapabilitySets as _krg_CapabilitySets, CapabilitySets__Output as _krg_CapabilitySets__Output } from './krg/CapabilitySets';
import type { Channel as _krg_Channel, Channel__Output as _krg_Channel__Output } from './krg/Channel';
import type { DescribeReply as _krg_DescribeReply, DescribeReply__Output as _krg_DescribeReply__Output } from './krg/DescribeReply';
import type { DumpRequest as _krg_DumpRequest, DumpRequest__Output as _krg_DumpRequest__Output } from './krg/DumpRequest';
import type { Empty as _krg_Empty, Empty__Output as _krg_Empty__Output } from './krg/Empty';
import type { EndRequest as _krg_EndRequest, EndRequest__Output as _krg_EndRequest__Output } from './krg/EndRequest';
import type { FileIdentity as _krg_FileIdentity, FileIdentity__Output as _krg_FileIdentity__Output } from './krg/FileIdentity';
import type { GossipEntry as _krg_GossipEntry, GossipEntry__Output as _krg_GossipEntry__Output } from './krg/GossipEntry';
import type { GossipMessage as _krg_GossipMessage, GossipMessage__Output as _krg_GossipMessage__Output } from './krg/GossipMessage';
import type { ImageChunk as _krg_ImageChunk, ImageChunk__Output as _krg_ImageChunk__Output } from './krg/ImageChunk';
import type { ListRequest as _krg_ListRequest, ListRequest__Output as _krg_ListRequest__Output } from './krg/ListRequest';
import type { LocalClient as _krg_LocalClient, LocalDefinition as _krg_LocalDefinition } from './krg/Local';
import type { Location as _krg_Location, Location__Output as _krg_Location__Output } from './krg/Location';
import type { LogEntries as _krg_LogEntries, LogEntries__Output as _krg_LogEntries__Output } from './krg/LogEntries';
import type { LogEntry as _krg_LogEntry, LogEntry__Output as _krg_LogEntry__Output } from './krg/LogEntry';
import type { LogRequest as _krg_LogRequest, LogRequest__Output as _krg_LogRequest__Output } from './krg/LogRequest';
import type { Member as _krg_Member, Member__Output as _krg_Member__Output } from './krg/Member';
import type { MigrateReply as _krg_MigrateReply, MigrateReply__Output as _krg_MigrateReply__Output } from './krg/MigrateReply';
import type { MigrateRequest as _krg_MigrateRequest, MigrateRequest__Output as _krg_MigrateRequest__Output } from './krg/MigrateRequest';
import type { NodeList as _krg_NodeList, NodeList__Output as _krg_NodeList__Output } from './krg/NodeList';
import type { NodeStatus as _krg_NodeStatus, NodeStatus__Output as _krg_NodeStatus__Output } from './krg/NodeStatus';
import type { Outcome as _krg_Outcome, Outcome__Output as _krg_Outcome__Output } from './krg/Outcome';
import type { PeerClient as _krg_PeerClient, PeerDefinition as _krg_PeerDefinition } from './krg/Peer';
import type { PrepareRequest as _krg_PrepareRequest, PrepareRequest__Output as _krg_PrepareRequest__Output } from './krg/PrepareRequest';
import type { Process as _krg_Process, Process__Output as _krg_Process__Output } from './krg/Process';
import type { ProcessList as _krg_ProcessList, ProcessList__Output as _krg_ProcessList__Output } from './krg/ProcessList';
import type { Refusal as _krg_Refusal, Refusal__Output as _krg_Refusal__Output } from './krg/Refusal';
import type { RelayFrame as _krg_RelayFrame, RelayFrame__Output as _krg_RelayFrame__Output } from './krg/RelayFrame';
import type { RestoreRequest as _krg_RestoreRequest, RestoreRequest__Output as _krg_RestoreRequest__Output } from './krg/RestoreRequest';
import type { UnitDescription as _krg_UnitDescription, UnitDescription__Output as _krg_UnitDescription__Output } from './krg/UnitDescription';
import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from './krg/UnitRef';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  krg: {
    BalanceReply: MessageTypeDefinition<_krg_BalanceReply, _krg_BalanceReply__Output>
    BalanceRequest: MessageTypeDefinition<_krg_BalanceRequest, _krg_BalanceRequest__Output>
    CapabilityChange: MessageTypeDefinition<_krg_CapabilityChange, _krg_CapabilityChange__Output>
    CapabilityReply: MessageTypeDefinition<_krg_CapabilityReply, _krg_CapabilityReply__Output>
    CapabilityRequest: MessageTypeDefinition<_krg_CapabilityRequest, _krg_CapabilityRequest__Output>
    CapabilitySets: MessageTypeDefinition<_krg_CapabilitySets, _krg_CapabilitySets__Output>
    Channel: MessageTypeDefinition<_krg_Channel, _krg_Channel__Output>
    DescribeReply: MessageTypeDefinition<_krg_DescribeReply, _krg_DescribeReply__Output>
    DumpRequest: MessageTypeDefinition<_krg_DumpRequest, _krg_DumpRequest__Output>
    Empty: MessageTypeDefinition<_krg_Empty, _krg_Empty__Output>
    EndRequest: MessageTypeDefinition<_krg_EndRequest, _krg_EndRequest__Output>
    FileIdentity: MessageTypeDefinition<_krg_FileIdentity, _krg_FileIdentity__Output>
    GossipEntry: MessageTypeDefinition<_krg_GossipEntry, _krg_GossipEntry__Output>
    GossipMessage: MessageTypeDefinition<_krg_GossipMessage, _krg_GossipMessage__Output>
    ImageChunk: MessageTypeDefinition<_krg_ImageChunk, _krg_ImageChunk__Output>
    ListRequest: MessageTypeDefinition<_krg_ListRequest, _krg_ListRequest__Output>
    Local: SubtypeConstructor<typeof grpc.Client, _krg_LocalClient> & { service: _krg_LocalDefinition }
    Location: MessageTypeDefinition<_krg_Location, _krg_Location__Output>
    LogEntries: MessageTypeDefinition<_krg_LogEntries, _krg_LogEntries__Output>
    LogEntry: MessageTypeDefinition<_krg_LogEntry, _krg_LogEntry__Output>
    LogRequest: MessageTypeDefinition<_krg_LogRequest, _krg_LogRequest__Output>
    Member: MessageTypeDefinition<_krg_Member, _krg_Member__Output>
    MigrateReply: MessageTypeDefinition<_krg_MigrateReply, _krg_MigrateReply__Output>
    MigrateRequest: MessageTypeDefinition<_krg_MigrateRequest, _krg_MigrateRequest__Output>
    NodeList: MessageTypeDefinition<_krg_NodeList, _krg_NodeList__Output>
    NodeStatus: MessageTypeDefinition<_krg_NodeStatus, _krg_NodeStatus__Output>
    Outcome: MessageTypeDefinition<_krg_Outcome, _krg_Outcome__Output>
    Peer: SubtypeConstructor<typeof grpc.Client, _krg_PeerClient> & { service: _krg_PeerDefinition }
    PrepareRequest: MessageTypeDefinition<_krg_PrepareRequest, _krg_PrepareRequest__Output>
    Process: MessageTypeDefinition<_krg_Process, _krg_Process__Output>
    ProcessList: MessageTypeDefinition<_krg_ProcessList, _krg_ProcessList__Output>
    Refusal: MessageTypeDefinition<_krg_Refusal, _krg_Refusal__Output>
    RelayFrame: MessageTypeDefinition<_krg_RelayFrame, _krg_RelayFrame__Output>
    RestoreRequest: MessageTypeDefinition<_krg_RestoreRequest, _krg_RestoreRequest__Output>
    UnitDescription: MessageTypeDefinition<_krg_UnitDescription, _krg_UnitDescription__Output>
    UnitRef: MessageTypeDefinition<_krg_UnitRef, _krg_UnitRef__Output>
  }
}

