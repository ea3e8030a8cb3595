// Original file: proto/common.proto


export interface MigrateRequest {
  'pid'?: (number);
  /**
   * node name or id, "home" or "balance"
   */
  'target'?: (string);
  /**
   * who asks and why, for the log
   */
  'reason'?: (string);
  /**
   * asked by the scheduler: lock and missing CAN_MIGRATE are respected
   */
  'automatic'?: (boolean);
  /**
   * the target declines when it has more runnable tasks by then; 0: come what may
   */
  'limitRunnable'?: (number | string);
}

export interface MigrateRequest__Output {
  'pid': (number);
  /**
   * node name or id, "home" or "balance"
   */
  'target': (string);
  /**
   * who asks and why, for the log
   */
  'reason': (string);
  /**
   * asked by the scheduler: lock and missing CAN_MIGRATE are respected
   */
  'automatic': (boolean);
  /**
   * the target declines when it has more runnable tasks by then; 0: come what may
   */
  'limitRunnable': (number);
}
