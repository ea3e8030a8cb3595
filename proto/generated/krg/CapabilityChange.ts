// Original file: proto/common.proto


export interface CapabilityChange {
  /**
   * effective, permitted, inheritable_effective, inheritable_permitted
   */
  'set'?: (string);
  /**
   * +A,B  -A  A,B  or a number
   */
  'spec'?: (string);
}

export interface CapabilityChange__Output {
  /**
   * effective, permitted, inheritable_effective, inheritable_permitted
   */
  'set': (string);
  /**
   * +A,B  -A  A,B  or a number
   */
  'spec': (string);
}
