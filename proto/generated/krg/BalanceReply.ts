// Original file: proto/local.proto


export interface BalanceReply {
  'unreachable'?: (string)[];
}

export interface BalanceReply__Output {
  'unreachable': (string)[];
}
