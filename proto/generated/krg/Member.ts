// Original file: proto/peer.proto


export interface Member {
  'pid'?: (number);
  'ppid'?: (number);
  'comm'?: (string);
  'args'?: (string)[];
  /**
   * name of its capability cgroup; empty: it has none
   */
  'capabilities'?: (string);
}

export interface Member__Output {
  'pid': (number);
  'ppid': (number);
  'comm': (string);
  'args': (string)[];
  /**
   * name of its capability cgroup; empty: it has none
   */
  'capabilities': (string);
}
