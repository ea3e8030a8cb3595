// Original file: proto/common.proto


export interface CapabilitySets {
  'effective'?: (number);
  'permitted'?: (number);
  'inheritableEffective'?: (number);
  'inheritablePermitted'?: (number);
}

export interface CapabilitySets__Output {
  'effective': (number);
  'permitted': (number);
  'inheritableEffective': (number);
  'inheritablePermitted': (number);
}
