// Original file: proto/peer.proto

import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from '../krg/UnitRef';

export interface RelayFrame {
  /**
   * only in the first frame of a stream
   */
  'unit'?: (_krg_UnitRef | null);
  /**
   * the deputy it comes from or goes to
   */
  'pid'?: (number);
  /**
   * docs/native-protocol.md
   */
  'frame'?: (Buffer | Uint8Array | string);
}

export interface RelayFrame__Output {
  /**
   * only in the first frame of a stream
   */
  'unit': (_krg_UnitRef__Output | null);
  /**
   * the deputy it comes from or goes to
   */
  'pid': (number);
  /**
   * docs/native-protocol.md
   */
  'frame': (Buffer);
}
