// Original file: proto/local.proto


export interface ListRequest {
  /**
   * none: all
   */
  'pids'?: (number)[];
  /**
   * work out cantmove
   */
  'withReasons'?: (boolean);
}

export interface ListRequest__Output {
  /**
   * none: all
   */
  'pids': (number)[];
  /**
   * work out cantmove
   */
  'withReasons': (boolean);
}
