// Original file: proto/peer.proto

import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from '../krg/UnitRef';
import type { UnitDescription as _krg_UnitDescription, UnitDescription__Output as _krg_UnitDescription__Output } from '../krg/UnitDescription';

export interface ImageChunk {
  'unit'?: (_krg_UnitRef | null);
  /**
   * a plain name, no path
   */
  'file'?: (string);
  'data'?: (Buffer | Uint8Array | string);
  /**
   * in the last chunk: the unit as it was found frozen; its presence says that all is there
   */
  'description'?: (_krg_UnitDescription | null);
}

export interface ImageChunk__Output {
  'unit': (_krg_UnitRef__Output | null);
  /**
   * a plain name, no path
   */
  'file': (string);
  'data': (Buffer);
  /**
   * in the last chunk: the unit as it was found frozen; its presence says that all is there
   */
  'description': (_krg_UnitDescription__Output | null);
}
