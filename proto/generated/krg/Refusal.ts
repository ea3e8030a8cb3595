// Original file: proto/common.proto


/**
 * What was refused and why: `code` is one of proto/errors.ts, `sentence` is what the user sees.
 */
export interface Refusal {
  'code'?: (string);
  'sentence'?: (string);
  /**
   * a target that declined because it is too loaded: how many runnable tasks it has
   */
  'runnable'?: (number | string);
}

/**
 * What was refused and why: `code` is one of proto/errors.ts, `sentence` is what the user sees.
 */
export interface Refusal__Output {
  'code': (string);
  'sentence': (string);
  /**
   * a target that declined because it is too loaded: how many runnable tasks it has
   */
  'runnable': (number);
}
