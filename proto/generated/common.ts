// @ts-nocheck
import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { CapabilityChange as _krg_CapabilityChange, CapabilityChange__Output as _krg_CapabilityChange__Output } from './krg/CapabilityChange';
import type { CapabilityReply as _krg_CapabilityReply, CapabilityReply__Output as _krg_CapabilityReply__Output } from './krg/CapabilityReply';
import type { CapabilityRequest as _krg_CapabilityRequest, CapabilityRequest__Output as _krg_CapabilityRequest__Output } from './krg/CapabilityRequest';
import type { CapabilitySets as _krg_CapabilitySets, CapabilitySets__Output as _krg_CapabilitySets__Output } from './krg/CapabilitySets';
import type { Empty as _krg_Empty, Empty__Output as _krg_Empty__Output } from './krg/Empty';
import type { LogEntries as _krg_LogEntries, LogEntries__Output as _krg_LogEntries__Output } from './krg/LogEntries';
import type { LogEntry as _krg_LogEntry, LogEntry__Output as _krg_LogEntry__Output } from './krg/LogEntry';
import type { LogRequest as _krg_LogRequest, LogRequest__Output as _krg_LogRequest__Output } from './krg/LogRequest';
import type { MigrateReply as _krg_MigrateReply, MigrateReply__Output as _krg_MigrateReply__Output } from './krg/MigrateReply';
import type { MigrateRequest as _krg_MigrateRequest, MigrateRequest__Output as _krg_MigrateRequest__Output } from './krg/MigrateRequest';
import type { NodeList as _krg_NodeList, NodeList__Output as _krg_NodeList__Output } from './krg/NodeList';
import type { NodeStatus as _krg_NodeStatus, NodeStatus__Output as _krg_NodeStatus__Output } from './krg/NodeStatus';
import type { Process as _krg_Process, Process__Output as _krg_Process__Output } from './krg/Process';
import type { ProcessList as _krg_ProcessList, ProcessList__Output as _krg_ProcessList__Output } from './krg/ProcessList';
import type { Refusal as _krg_Refusal, Refusal__Output as _krg_Refusal__Output } from './krg/Refusal';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  krg: {
    CapabilityChange: MessageTypeDefinition<_krg_CapabilityChange, _krg_CapabilityChange__Output>
    CapabilityReply: MessageTypeDefinition<_krg_CapabilityReply, _krg_CapabilityReply__Output>
    CapabilityRequest: MessageTypeDefinition<_krg_CapabilityRequest, _krg_CapabilityRequest__Output>
    CapabilitySets: MessageTypeDefinition<_krg_CapabilitySets, _krg_CapabilitySets__Output>
    Empty: MessageTypeDefinition<_krg_Empty, _krg_Empty__Output>
    LogEntries: MessageTypeDefinition<_krg_LogEntries, _krg_LogEntries__Output>
    LogEntry: MessageTypeDefinition<_krg_LogEntry, _krg_LogEntry__Output>
    LogRequest: MessageTypeDefinition<_krg_LogRequest, _krg_LogRequest__Output>
    MigrateReply: MessageTypeDefinition<_krg_MigrateReply, _krg_MigrateReply__Output>
    MigrateRequest: MessageTypeDefinition<_krg_MigrateRequest, _krg_MigrateRequest__Output>
    NodeList: MessageTypeDefinition<_krg_NodeList, _krg_NodeList__Output>
    NodeStatus: MessageTypeDefinition<_krg_NodeStatus, _krg_NodeStatus__Output>
    Process: MessageTypeDefinition<_krg_Process, _krg_Process__Output>
    ProcessList: MessageTypeDefinition<_krg_ProcessList, _krg_ProcessList__Output>
    Refusal: MessageTypeDefinition<_krg_Refusal, _krg_Refusal__Output>
  }
}

