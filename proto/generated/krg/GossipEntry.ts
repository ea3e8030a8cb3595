// Original file: proto/peer.proto

import type { NodeStatus as _krg_NodeStatus, NodeStatus__Output as _krg_NodeStatus__Output } from '../krg/NodeStatus';
import type { Long } from '@grpc/proto-loader';

/**
 * One node's report on its way through the cluster; scheduler/board.ts says what the figures mean.
 */
export interface GossipEntry {
  'status'?: (_krg_NodeStatus | null);
  'bootEpoch'?: (number | string);
  'seq'?: (number | string | Long);
  'upperRunnable'?: (number | string);
  'admission'?: (string);
}

/**
 * One node's report on its way through the cluster; scheduler/board.ts says what the figures mean.
 */
export interface GossipEntry__Output {
  'status': (_krg_NodeStatus__Output | null);
  'bootEpoch': (number);
  'seq': (number);
  'upperRunnable': (number);
  'admission': (string);
}
