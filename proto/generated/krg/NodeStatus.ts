// Original file: proto/common.proto

import type { Long } from '@grpc/proto-loader';

export interface NodeStatus {
  'id'?: (number);
  'name'?: (string);
  'address'?: (string);
  /**
   * online, unreachable
   */
  'state'?: (string);
  /**
   * runnable threads
   */
  'load'?: (number | string);
  'cpus'?: (number);
  /**
   * 1.0 = the standard node
   */
  'speed'?: (number | string);
  'memTotalBytes'?: (number | string | Long);
  'memFreeBytes'?: (number | string | Long);
  /**
   * bodies running here
   */
  'guests'?: (number);
  /**
   * own units running elsewhere
   */
  'away'?: (number);
  'bootId'?: (string);
  /**
   * age of these figures
   */
  'ageMs'?: (number | string | Long);
  /**
   * automatic migration is on there
   */
  'balance'?: (boolean);
  'version'?: (string);
}

export interface NodeStatus__Output {
  'id': (number);
  'name': (string);
  'address': (string);
  /**
   * online, unreachable
   */
  'state': (string);
  /**
   * runnable threads
   */
  'load': (number);
  'cpus': (number);
  /**
   * 1.0 = the standard node
   */
  'speed': (number);
  'memTotalBytes': (number);
  'memFreeBytes': (number);
  /**
   * bodies running here
   */
  'guests': (number);
  /**
   * own units running elsewhere
   */
  'away': (number);
  'bootId': (string);
  /**
   * age of these figures
   */
  'ageMs': (number);
  /**
   * automatic migration is on there
   */
  'balance': (boolean);
  'version': (string);
}
