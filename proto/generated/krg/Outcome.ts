// Original file: proto/peer.proto

import type { Refusal as _krg_Refusal, Refusal__Output as _krg_Refusal__Output } from '../krg/Refusal';

export interface Outcome {
  /**
   * empty: done
   */
  'refusal'?: (_krg_Refusal | null);
}

export interface Outcome__Output {
  /**
   * empty: done
   */
  'refusal': (_krg_Refusal__Output | null);
}
