// Original file: proto/peer.proto

import type { UnitRef as _krg_UnitRef, UnitRef__Output as _krg_UnitRef__Output } from '../krg/UnitRef';
import type { Member as _krg_Member, Member__Output as _krg_Member__Output } from '../krg/Member';
import type { Channel as _krg_Channel, Channel__Output as _krg_Channel__Output } from '../krg/Channel';
import type { FileIdentity as _krg_FileIdentity, FileIdentity__Output as _krg_FileIdentity__Output } from '../krg/FileIdentity';
import type { Long } from '@grpc/proto-loader';

export interface UnitDescription {
  'unit'?: (_krg_UnitRef | null);
  'members'?: (_krg_Member)[];
  'channels'?: (_krg_Channel)[];
  /**
   * mapped files: the same must be on the target
   */
  'files'?: (_krg_FileIdentity)[];
  'rssBytes'?: (number | string | Long);
  /**
   * used before and on that node
   */
  'cpuMs'?: (number | string | Long);
  'cpuFeatures'?: (string)[];
  /**
   * Unix time
   */
  'bornMs'?: (number | string | Long);
  /**
   * parent of the root at home
   */
  'ppid'?: (number);
}

export interface UnitDescription__Output {
  'unit': (_krg_UnitRef__Output | null);
  'members': (_krg_Member__Output)[];
  'channels': (_krg_Channel__Output)[];
  /**
   * mapped files: the same must be on the target
   */
  'files': (_krg_FileIdentity__Output)[];
  'rssBytes': (number);
  /**
   * used before and on that node
   */
  'cpuMs': (number);
  'cpuFeatures': (string)[];
  /**
   * Unix time
   */
  'bornMs': (number);
  /**
   * parent of the root at home
   */
  'ppid': (number);
}
