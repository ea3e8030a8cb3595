// Original file: proto/peer.proto

import type { GossipEntry as _krg_GossipEntry, GossipEntry__Output as _krg_GossipEntry__Output } from '../krg/GossipEntry';

export interface GossipMessage {
  'from'?: (number);
  'entries'?: (_krg_GossipEntry)[];
}

export interface GossipMessage__Output {
  'from': (number);
  'entries': (_krg_GossipEntry__Output)[];
}
