// Original file: proto/common.proto

import type { CapabilityChange as _krg_CapabilityChange, CapabilityChange__Output as _krg_CapabilityChange__Output } from '../krg/CapabilityChange';

export interface CapabilityRequest {
  'pid'?: (number);
  /**
   * none: only show
   */
  'changes'?: (_krg_CapabilityChange)[];
}

export interface CapabilityRequest__Output {
  'pid': (number);
  /**
   * none: only show
   */
  'changes': (_krg_CapabilityChange__Output)[];
}
