// Original file: proto/peer.proto

import type { UnitDescription as _krg_UnitDescription, UnitDescription__Output as _krg_UnitDescription__Output } from '../krg/UnitDescription';

export interface PrepareRequest {
  'description'?: (_krg_UnitDescription | null);
  /**
   * the one it will have on the target
   */
  'incarnation'?: (number);
  'nmigs'?: (number);
  /**
   * decline when more runnable tasks are there by now; 0: come what may
   */
  'limitRunnable'?: (number | string);
}

export interface PrepareRequest__Output {
  'description': (_krg_UnitDescription__Output | null);
  /**
   * the one it will have on the target
   */
  'incarnation': (number);
  'nmigs': (number);
  /**
   * decline when more runnable tasks are there by now; 0: come what may
   */
  'limitRunnable': (number);
}
