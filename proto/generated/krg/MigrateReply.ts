// Original file: proto/common.proto

import type { Refusal as _krg_Refusal, Refusal__Output as _krg_Refusal__Output } from '../krg/Refusal';

export interface MigrateReply {
  /**
   * set when it did not move
   */
  'refusal'?: (_krg_Refusal | null);
  /**
   * where it runs now
   */
  'node'?: (number);
  /**
   * from freeze to go
   */
  'frozenMs'?: (number | string);
  'totalMs'?: (number | string);
}

export interface MigrateReply__Output {
  /**
   * set when it did not move
   */
  'refusal': (_krg_Refusal__Output | null);
  /**
   * where it runs now
   */
  'node': (number);
  /**
   * from freeze to go
   */
  'frozenMs': (number);
  'totalMs': (number);
}
