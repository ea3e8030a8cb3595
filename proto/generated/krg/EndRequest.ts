// Original file: proto/peer.proto

import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from '../krg/UnitRef';

export interface EndRequest {
  'unit'?: (_krg_UnitRef | null);
  'member'?: (number);
}

export interface EndRequest__Output {
  'unit': (_krg_UnitRef__Output | null);
  'member': (number);
}
