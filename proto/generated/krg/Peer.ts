// Original file: proto/peer.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BalanceRequest as _krg_BalanceRequest, BalanceRequest__Output as _krg_BalanceRequest__Output } from '../krg/BalanceRequest';
import type { CapabilityReply as _krg_CapabilityReply, CapabilityReply__Output as _krg_CapabilityReply__Output } from '../krg/CapabilityReply';
import type { CapabilityRequest as _krg_CapabilityRequest, CapabilityRequest__Output as _krg_CapabilityRequest__Output } from '../krg/CapabilityRequest';
import type { DescribeReply as _krg_DescribeReply, DescribeReply__Output as _krg_DescribeReply__Output } from '../krg/DescribeReply';
import type { DumpRequest as _krg_DumpRequest, DumpRequest__Output as _krg_DumpRequest__Output } from '../krg/DumpRequest';
import type { Empty as _krg_Empty, Empty__Output as _krg_Empty__Output } from '../krg/Empty';
import type { EndRequest as _krg_EndRequest, EndRequest__Output as _krg_EndRequest__Output } from '../krg/EndRequest';
import type { GossipMessage as _krg_GossipMessage, GossipMessage__Output as _krg_GossipMessage__Output } from '../krg/GossipMessage';
import type { ImageChunk as _krg_ImageChunk, ImageChunk__Output as _krg_ImageChunk__Output } from '../krg/ImageChunk';
import type { ListRequest as _krg_ListRequest, ListRequest__Output as _krg_ListRequest__Output } from '../krg/ListRequest';
import type { Location as _krg_Location, Location__Output as _krg_Location__Output } from '../krg/Location';
import type { LogEntries as _krg_LogEntries, LogEntries__Output as _krg_LogEntries__Output } from '../krg/LogEntries';
import type { LogRequest as _krg_LogRequest, LogRequest__Output as _krg_LogRequest__Output } from '../krg/LogRequest';
import type { MigrateReply as _krg_MigrateReply, MigrateReply__Output as _krg_MigrateReply__Output } from '../krg/MigrateReply';
import type { MigrateRequest as _krg_MigrateRequest, MigrateRequest__Output as _krg_MigrateRequest__Output } from '../krg/MigrateRequest';
import type { Outcome as _krg_Outcome, Outcome__Output as _krg_Outcome__Output } from '../krg/Outcome';
import type { PrepareRequest as _krg_PrepareRequest, PrepareRequest__Output as _krg_PrepareRequest__Output } from '../krg/PrepareRequest';
import type { ProcessList as _krg_ProcessList, ProcessList__Output as _krg_ProcessList__Output } from '../krg/ProcessList';
import type { RelayFrame as _krg_RelayFrame, RelayFrame__Output as _krg_RelayFrame__Output } from '../krg/RelayFrame';
import type { RestoreRequest as _krg_RestoreRequest, RestoreRequest__Output as _krg_RestoreRequest__Output } from '../krg/RestoreRequest';
import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from '../krg/UnitRef';

export interface PeerClient extends grpc.Client {
  Abort(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Abort(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Abort(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Abort(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  abort(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  abort(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  abort(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  abort(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  Capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  Capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  Capabilities(argument: _krg_CapabilityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  Capabilities(argument: _krg_CapabilityRequest, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  capabilities(argument: _krg_CapabilityRequest, callback: grpc.requestCallback<_krg_CapabilityReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The home to where the unit runs now.
   */
  Describe(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  Describe(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  Describe(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  Describe(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  /**
   * The home to where the unit runs now.
   */
  describe(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  describe(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  describe(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  describe(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * after the commit: the copy there is history
   */
  Discard(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Discard(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Discard(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Discard(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  /**
   * after the commit: the copy there is history
   */
  discard(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  discard(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  discard(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  discard(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  /**
   * the unit as it was found when it was frozen: only that counts
   */
  Dump(argument: _krg_DumpRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  Dump(argument: _krg_DumpRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  Dump(argument: _krg_DumpRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  Dump(argument: _krg_DumpRequest, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  /**
   * the unit as it was found when it was frozen: only that counts
   */
  dump(argument: _krg_DumpRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  dump(argument: _krg_DumpRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  dump(argument: _krg_DumpRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  dump(argument: _krg_DumpRequest, callback: grpc.requestCallback<_krg_DescribeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The home to the node a unit runs on: a deputy is gone, so this member must end too (it may have ended already).
   */
  End(argument: _krg_EndRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  End(argument: _krg_EndRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  End(argument: _krg_EndRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  End(argument: _krg_EndRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  /**
   * The home to the node a unit runs on: a deputy is gone, so this member must end too (it may have ended already).
   */
  end(argument: _krg_EndRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  end(argument: _krg_EndRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  end(argument: _krg_EndRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  end(argument: _krg_EndRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  Go(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Go(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Go(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Go(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  go(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  go(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  go(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  go(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  Gossip(argument: _krg_GossipMessage, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  Gossip(argument: _krg_GossipMessage, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  Gossip(argument: _krg_GossipMessage, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  Gossip(argument: _krg_GossipMessage, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  gossip(argument: _krg_GossipMessage, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  gossip(argument: _krg_GossipMessage, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  gossip(argument: _krg_GossipMessage, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  gossip(argument: _krg_GossipMessage, callback: grpc.requestCallback<_krg_GossipMessage__Output>): grpc.ClientUnaryCall;
  
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
  
  /**
   * Anybody to the home of the PID: the home coordinates every move of its units.
   */
  Migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  Migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  Migrate(argument: _krg_MigrateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  Migrate(argument: _krg_MigrateRequest, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  /**
   * Anybody to the home of the PID: the home coordinates every move of its units.
   */
  migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  migrate(argument: _krg_MigrateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  migrate(argument: _krg_MigrateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  migrate(argument: _krg_MigrateRequest, callback: grpc.requestCallback<_krg_MigrateReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The home to the node the unit shall run on.
   */
  Prepare(argument: _krg_PrepareRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _krg_PrepareRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _krg_PrepareRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _krg_PrepareRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  /**
   * The home to the node the unit shall run on.
   */
  prepare(argument: _krg_PrepareRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  prepare(argument: _krg_PrepareRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  prepare(argument: _krg_PrepareRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  prepare(argument: _krg_PrepareRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  /**
   * The home to the node a unit runs on: frames between deputies and shim.
   */
  Relay(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_krg_RelayFrame, _krg_RelayFrame__Output>;
  Relay(options?: grpc.CallOptions): grpc.ClientDuplexStream<_krg_RelayFrame, _krg_RelayFrame__Output>;
  /**
   * The home to the node a unit runs on: frames between deputies and shim.
   */
  relay(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_krg_RelayFrame, _krg_RelayFrame__Output>;
  relay(options?: grpc.CallOptions): grpc.ClientDuplexStream<_krg_RelayFrame, _krg_RelayFrame__Output>;
  
  /**
   * answers when restored and held
   */
  Restore(argument: _krg_RestoreRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Restore(argument: _krg_RestoreRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Restore(argument: _krg_RestoreRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Restore(argument: _krg_RestoreRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  /**
   * answers when restored and held
   */
  restore(argument: _krg_RestoreRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  restore(argument: _krg_RestoreRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  restore(argument: _krg_RestoreRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  restore(argument: _krg_RestoreRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  SetBalance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  SetBalance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  SetBalance(argument: _krg_BalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  SetBalance(argument: _krg_BalanceRequest, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  setBalance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  setBalance(argument: _krg_BalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  setBalance(argument: _krg_BalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  setBalance(argument: _krg_BalanceRequest, callback: grpc.requestCallback<_krg_Empty__Output>): grpc.ClientUnaryCall;
  
  /**
   * The home to the node a unit runs on: its deputy was stopped, which no process can notice by itself.
   */
  Stop(argument: _krg_EndRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Stop(argument: _krg_EndRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Stop(argument: _krg_EndRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Stop(argument: _krg_EndRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  /**
   * The home to the node a unit runs on: its deputy was stopped, which no process can notice by itself.
   */
  stop(argument: _krg_EndRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  stop(argument: _krg_EndRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  stop(argument: _krg_EndRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  stop(argument: _krg_EndRequest, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  /**
   * before the commit: go on as if nothing had been tried
   */
  Thaw(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Thaw(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Thaw(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  Thaw(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  /**
   * before the commit: go on as if nothing had been tried
   */
  thaw(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  thaw(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  thaw(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  thaw(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientUnaryCall;
  
  /**
   * from the source; answers when the images are complete
   */
  Transfer(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  Transfer(metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  Transfer(options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  Transfer(callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  /**
   * from the source; answers when the images are complete
   */
  transfer(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  transfer(metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  transfer(options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  transfer(callback: grpc.requestCallback<_krg_Outcome__Output>): grpc.ClientWritableStream<_krg_ImageChunk>;
  
  /**
   * A target that does not know what became of a move asks the home.
   */
  Where(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  Where(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  Where(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  Where(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  /**
   * A target that does not know what became of a move asks the home.
   */
  where(argument: _krg_UnitRef, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  where(argument: _krg_UnitRef, metadata: grpc.Metadata, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  where(argument: _krg_UnitRef, options: grpc.CallOptions, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  where(argument: _krg_UnitRef, callback: grpc.requestCallback<_krg_Location__Output>): grpc.ClientUnaryCall;
  
}

export interface PeerHandlers extends grpc.UntypedServiceImplementation {
  Abort: grpc.handleUnaryCall<_krg_UnitRef__Output, _krg_Outcome>;
  
  Capabilities: grpc.handleUnaryCall<_krg_CapabilityRequest__Output, _krg_CapabilityReply>;
  
  /**
   * The home to where the unit runs now.
   */
  Describe: grpc.handleUnaryCall<_krg_UnitRef__Output, _krg_DescribeReply>;
  
  /**
   * after the commit: the copy there is history
   */
  Discard: grpc.handleUnaryCall<_krg_UnitRef__Output, _krg_Outcome>;
  
  /**
   * the unit as it was found when it was frozen: only that counts
   */
  Dump: grpc.handleUnaryCall<_krg_DumpRequest__Output, _krg_DescribeReply>;
  
  /**
   * The home to the node a unit runs on: a deputy is gone, so this member must end too (it may have ended already).
   */
  End: grpc.handleUnaryCall<_krg_EndRequest__Output, _krg_Outcome>;
  
  Go: grpc.handleUnaryCall<_krg_UnitRef__Output, _krg_Outcome>;
  
  Gossip: grpc.handleUnaryCall<_krg_GossipMessage__Output, _krg_GossipMessage>;
  
  ListProcesses: grpc.handleUnaryCall<_krg_ListRequest__Output, _krg_ProcessList>;
  
  Log: grpc.handleUnaryCall<_krg_LogRequest__Output, _krg_LogEntries>;
  
  /**
   * Anybody to the home of the PID: the home coordinates every move of its units.
   */
  Migrate: grpc.handleUnaryCall<_krg_MigrateRequest__Output, _krg_MigrateReply>;
  
  /**
   * The home to the node the unit shall run on.
   */
  Prepare: grpc.handleUnaryCall<_krg_PrepareRequest__Output, _krg_Outcome>;
  
  /**
   * The home to the node a unit runs on: frames between deputies and shim.
   */
  Relay: grpc.handleBidiStreamingCall<_krg_RelayFrame__Output, _krg_RelayFrame>;
  
  /**
   * answers when restored and held
   */
  Restore: grpc.handleUnaryCall<_krg_RestoreRequest__Output, _krg_Outcome>;
  
  SetBalance: grpc.handleUnaryCall<_krg_BalanceRequest__Output, _krg_Empty>;
  
  /**
   * The home to the node a unit runs on: its deputy was stopped, which no process can notice by itself.
   */
  Stop: grpc.handleUnaryCall<_krg_EndRequest__Output, _krg_Outcome>;
  
  /**
   * before the commit: go on as if nothing had been tried
   */
  Thaw: grpc.handleUnaryCall<_krg_UnitRef__Output, _krg_Outcome>;
  
  /**
   * from the source; answers when the images are complete
   */
  Transfer: grpc.handleClientStreamingCall<_krg_ImageChunk__Output, _krg_Outcome>;
  
  /**
   * A target that does not know what became of a move asks the home.
   */
  Where: grpc.handleUnaryCall<_krg_UnitRef__Output, _krg_Location>;
  
}

export interface PeerDefinition extends grpc.ServiceDefinition {
  Abort: MethodDefinition<_krg_UnitRef, _krg_Outcome, _krg_UnitRef__Output, _krg_Outcome__Output>
  Capabilities: MethodDefinition<_krg_CapabilityRequest, _krg_CapabilityReply, _krg_CapabilityRequest__Output, _krg_CapabilityReply__Output>
  Describe: MethodDefinition<_krg_UnitRef, _krg_DescribeReply, _krg_UnitRef__Output, _krg_DescribeReply__Output>
  Discard: MethodDefinition<_krg_UnitRef, _krg_Outcome, _krg_UnitRef__Output, _krg_Outcome__Output>
  Dump: MethodDefinition<_krg_DumpRequest, _krg_DescribeReply, _krg_DumpRequest__Output, _krg_DescribeReply__Output>
  End: MethodDefinition<_krg_EndRequest, _krg_Outcome, _krg_EndRequest__Output, _krg_Outcome__Output>
  Go: MethodDefinition<_krg_UnitRef, _krg_Outcome, _krg_UnitRef__Output, _krg_Outcome__Output>
  Gossip: MethodDefinition<_krg_GossipMessage, _krg_GossipMessage, _krg_GossipMessage__Output, _krg_GossipMessage__Output>
  ListProcesses: MethodDefinition<_krg_ListRequest, _krg_ProcessList, _krg_ListRequest__Output, _krg_ProcessList__Output>
  Log: MethodDefinition<_krg_LogRequest, _krg_LogEntries, _krg_LogRequest__Output, _krg_LogEntries__Output>
  Migrate: MethodDefinition<_krg_MigrateRequest, _krg_MigrateReply, _krg_MigrateRequest__Output, _krg_MigrateReply__Output>
  Prepare: MethodDefinition<_krg_PrepareRequest, _krg_Outcome, _krg_PrepareRequest__Output, _krg_Outcome__Output>
  Relay: MethodDefinition<_krg_RelayFrame, _krg_RelayFrame, _krg_RelayFrame__Output, _krg_RelayFrame__Output>
  Restore: MethodDefinition<_krg_RestoreRequest, _krg_Outcome, _krg_RestoreRequest__Output, _krg_Outcome__Output>
  SetBalance: MethodDefinition<_krg_BalanceRequest, _krg_Empty, _krg_BalanceRequest__Output, _krg_Empty__Output>
  Stop: MethodDefinition<_krg_EndRequest, _krg_Outcome, _krg_EndRequest__Output, _krg_Outcome__Output>
  Thaw: MethodDefinition<_krg_UnitRef, _krg_Outcome, _krg_UnitRef__Output, _krg_Outcome__Output>
  Transfer: MethodDefinition<_krg_ImageChunk, _krg_Outcome, _krg_ImageChunk__Output, _krg_Outcome__Output>
  Where: MethodDefinition<_krg_UnitRef, _krg_Location, _krg_UnitRef__Output, _krg_Location__Output>
}
