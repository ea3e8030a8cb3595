// Original file: proto/common.proto

import type { Process as _krg_Process, Process__Output as _krg_Process__Output } from '../krg/Process';

export interface ProcessList {
  'processes'?: (_krg_Process)[];
  /**
   * names of nodes that did not answer
   */
  'unreachable'?: (string)[];
}

export interface ProcessList__Output {
  'processes': (_krg_Process__Output)[];
  /**
   * names of nodes that did not answer
   */
  'unreachable': (string)[];
}
