// Original file: proto/local.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BalanceReply as _krg_BalanceReply, BalanceReply__Output as _krg_BalanceReply__Output } from '../krg/BalanceReply';
import type { BalanceRequest as _krg_BalanceRequest, BalanceRequest__Output as _krg_BalanceRequest__Output } from '../krg/BalanceRequest';
import type { CapabilityReply as _krg_CapabilityReply, CapabilityReply__Output as _krg_CapabilityReply__Output } from '../krg/CapabilityReply';
import type { CapabilityRequest as _krg_CapabilityRequest, CapabilityRequest__Output as _krg_CapabilityRequest__Output } from '../krg/CapabilityRequest';
import type { Empty as _krg_Empty, Empty__Output as _krg_Empty__Output } from '../krg/Empty';
import type { ListRequest as _krg_ListRequest, ListRequest__Output as _krg_ListRequest__Output } from '../krg/ListRequest';
import type { LogEntries as _krg_LogEntries, LogEntries__Output as _krg_LogEntries__Output } from '../krg/LogEntries';
import type { LogRequest as _krg_LogRequest, LogRequest__Output as _krg_LogRequest__Output } from '../krg/LogRequest';
import type { MigrateReply as _krg_MigrateReply, MigrateReply__Output as _krg_MigrateReply__Output } from '../krg/MigrateReply';
import type { MigrateRequest as _krg_MigrateRequest, MigrateRequest__Output as _krg_MigrateRequest__Output } from '../krg/MigrateRequest';
import type { NodeList as _krg_NodeList, NodeList__Output as _krg_NodeList__Output } from '../krg/NodeList';
import type { ProcessList as _krg_ProcessList, ProcessList__Output as _krg_ProcessList__Output } from '../krg/ProcessList';

export interface LocalClient extends grpc.Client {
  Balance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  Balance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  Balance(argument: _krg_BalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  Balance(argument: _krg_BalanceRequest, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  balance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  balance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  balance(argument: _krg_BalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  balance(argument: _krg_BalanceRequest, callback: grpc.requestCallback<_krg_BalanceReply__Output>): grpc.ClientUnaryCall;
  
  Capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  Capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  Capabilities(argument: _krg_CapabilityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  Capabilities(argument: _krg_CapabilityRequest, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  
  ListProcesses(argument: _krg_ListRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  ListProcesses(argument: _krg_ListRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  ListProcesses(argument: _krg_ListRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  ListProcesses(argument: _krg_ListRequest, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  listProcesses(argument: _krg_ListRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  listProcesses(argument: _krg_ListRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  listProcesses(argument: _krg_ListRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  listProcesses(argument: _krg_ListRequest, callback: grpc.requestCallback<_krg_ProcessList__Output>): grpc.ClientUnaryCall;
  
  Log(argument: _krg_LogRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  Log(argument: _krg_LogRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  Log(argument: _krg_LogRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  Log(argument: _krg_LogRequest, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  log(argument: _krg_LogRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  log(argument: _krg_LogRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  log(argument: _krg_LogRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  log(argument: _krg_LogRequest, callback: grpc.requestCallback<_krg_LogEntries__Output>): grpc.ClientUnaryCall;
  
  Migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  Migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  Migrate(argument: _krg_MigrateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  Migrate(argument: _krg_MigrateRequest, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  migrate(argument: _krg_MigrateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  migrate(argument: _krg_MigrateRequest, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  
  Nodes(argument: _krg_Empty, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  Nodes(argument: _krg_Empty, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  Nodes(argument: _krg_Empty, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  Nodes(argument: _krg_Empty, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  nodes(argument: _krg_Empty, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  nodes(argument: _krg_Empty, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  nodes(argument: _krg_Empty, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  nodes(argument: _krg_Empty, callback: grpc.requestCallback<_krg_NodeList__Output>): grpc.ClientUnaryCall;
  
}

export interface LocalHandlers extends grpc.UntypedServiceImplementation {
  Balance: grpc.handleUnaryCall<_krg_BalanceRequest__Output, _krg_BalanceReply>;
  
  Capabilities: grpc.handleUnaryCall<_krg_CapabilityRequest__Output, _krg_CapabilityReply>;
  
  ListProcesses: grpc.handleUnaryCall<_krg_ListRequest__Output, _krg_ProcessList>;
  
  Log: grpc.handleUnaryCall<_krg_LogRequest__Output, _krg_LogEntries>;
  
  Migrate: grpc.handleUnaryCall<_krg_MigrateRequest__Output, _krg_MigrateReply>;
  
  Nodes: grpc.handleUnaryCall<_krg_Empty__Output, _krg_NodeList>;
  
}

export interface LocalDefinition extends grpc.ServiceDefinition {
  Balance: MethodDefinition<_krg_BalanceRequest, _krg_BalanceReply, _krg_BalanceRequest__Output, _krg_BalanceReply__Output>
  Capabilities: MethodDefinition<_krg_CapabilityRequest, _krg_CapabilityReply, _krg_CapabilityRequest__Output, _krg_CapabilityReply__Output>
  ListProcesses: MethodDefinition<_krg_ListRequest, _krg_ProcessList, _krg_ListRequest__Output, _krg_ProcessList__Output>
  Log: MethodDefinition<_krg_LogRequest, _krg_LogEntries, _krg_LogRequest__Output, _krg_LogEntries__Output>
  Migrate: MethodDefinition<_krg_MigrateRequest, _krg_MigrateReply, _krg_MigrateRequest__Output, _krg_MigrateReply__Output>
  Nodes: MethodDefinition<_krg_Empty, _krg_NodeList, _krg_Empty__Output, _krg_NodeList__Output>
}
