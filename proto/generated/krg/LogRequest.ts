// Original file: proto/common.proto


export interface LogRequest {
  /**
   * at most that many newest entries of each node; 0 = all that are kept
   */
  'last'?: (number);
}

export interface LogRequest__Output {
  /**
   * at most that many newest entries of each node; 0 = all that are kept
   */
  'last': (number);
}
