// Original file: proto/local.proto


export interface BalanceRequest {
  /**
   * on all nodes
   */
  'on'?: (boolean);
}

export interface BalanceRequest__Output {
  /**
   * on all nodes
   */
  'on': (boolean);
}
