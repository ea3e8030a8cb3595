// Original file: proto/peer.proto


/**
 * A unit in one incarnation.
 */
export interface UnitRef {
  'pid'?: (number);
  'incarnation'?: (number);
}

/**
 * A unit in one incarnation.
 */
export interface UnitRef__Output {
  'pid': (number);
  'incarnation': (number);
}
