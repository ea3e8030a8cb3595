// Original file: proto/common.proto

import type { Refusal as _krg_Refusal, Refusal__Output as _krg_Refusal__Output } from '../krg/Refusal';
import type { CapabilitySets as _krg_CapabilitySets, CapabilitySets__Output as _krg_CapabilitySets__Output } from '../krg/CapabilitySets';

export interface CapabilityReply {
  'refusal'?: (_krg_Refusal | null);
  'sets'?: (_krg_CapabilitySets | null);
}

export interface CapabilityReply__Output {
  'refusal': (_krg_Refusal__Output | null);
  'sets': (_krg_CapabilitySets__Output | null);
}
