// Original file: proto/peer.proto

import type { Refusal as _krg_Refusal, Refusal__Output as _krg_Refusal__Output } from '../krg/Refusal';
import type { UnitDescription as _krg_UnitDescription, UnitDescription__Output as _krg_UnitDescription__Output } from '../krg/UnitDescription';

export interface DescribeReply {
  'refusal'?: (_krg_Refusal | null);
  'description'?: (_krg_UnitDescription | null);
}

export interface DescribeReply__Output {
  'refusal': (_krg_Refusal__Output | null);
  'description': (_krg_UnitDescription__Output | null);
}
