// Original file: proto/common.proto

import type { NodeStatus as _krg_NodeStatus, NodeStatus__Output as _krg_NodeStatus__Output } from '../krg/NodeStatus';

export interface NodeList {
  'nodes'?: (_krg_NodeStatus)[];
}

export interface NodeList__Output {
  'nodes': (_krg_NodeStatus__Output)[];
}
