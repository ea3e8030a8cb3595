// Original file: proto/peer.proto

import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from '../krg/UnitRef';

export interface RestoreRequest {
  'unit'?: (_krg_UnitRef | null);
}

export interface RestoreRequest__Output {
  'unit': (_krg_UnitRef__Output | null);
}
