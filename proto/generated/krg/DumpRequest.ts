// Original file: proto/peer.proto

import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from '../krg/UnitRef';

export interface DumpRequest {
  'unit'?: (_krg_UnitRef | null);
  /**
   * node id
   */
  'target'?: (number);
  /**
   * the one it will have on the target
   */
  'incarnation'?: (number);
}

export interface DumpRequest__Output {
  'unit': (_krg_UnitRef__Output | null);
  /**
   * node id
   */
  'target': (number);
  /**
   * the one it will have on the target
   */
  'incarnation': (number);
}
