// Original file: proto/peer.proto


export interface Location {
  /**
   * 0: no such unit
   */
  'node'?: (number);
  'incarnation'?: (number);
  /**
   * a move is under way and not decided: ask again
   */
  'moving'?: (boolean);
}

export interface Location__Output {
  /**
   * 0: no such unit
   */
  'node': (number);
  'incarnation': (number);
  /**
   * a move is under way and not decided: ask again
   */
  'moving': (boolean);
}
