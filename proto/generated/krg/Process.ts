// Original file: proto/common.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One process of the cluster, as the node it runs on sees it.
 */
export interface Process {
  /**
   * cluster PID, or the alias of a process from before krg
   */
  'pid'?: (number);
  /**
   * cluster PID of its parent; for a moved root the parent at home
   */
  'ppid'?: (number);
  /**
   * where it runs
   */
  'node'?: (number);
  /**
   * where it was born
   */
  'home'?: (number);
  /**
   * how often it moved
   */
  'nmigs'?: (number);
  /**
   * why it cannot move; empty when it can
   */
  'cantmove'?: (string);
  /**
   * letter of /proc/PID/stat, with ps' additions (s < N l +)
   */
  'state'?: (string);
  /**
   * CPU time used, on all nodes so far
   */
  'cpuMs'?: (number | string | Long);
  'comm'?: (string);
  'args'?: (string)[];
  'uid'?: (number);
  'rssBytes'?: (number | string | Long);
  /**
   * smoothed share of a CPU it wants, 0..threads
   */
  'load'?: (number | string);
  /**
   * effective CAN_MIGRATE
   */
  'mayMigrate'?: (boolean);
  /**
   * excluded from automatic migration
   */
  'locked'?: (boolean);
  /**
   * since it was born
   */
  'ageMs'?: (number | string | Long);
  /**
   * for a body: the PID of its unit's root; else 0
   */
  'unitRoot'?: (number);
  'tty'?: (string);
}

/**
 * One process of the cluster, as the node it runs on sees it.
 */
export interface Process__Output {
  /**
   * cluster PID, or the alias of a process from before krg
   */
  'pid': (number);
  /**
   * cluster PID of its parent; for a moved root the parent at home
   */
  'ppid': (number);
  /**
   * where it runs
   */
  'node': (number);
  /**
   * where it was born
   */
  'home': (number);
  /**
   * how often it moved
   */
  'nmigs': (number);
  /**
   * why it cannot move; empty when it can
   */
  'cantmove': (string);
  /**
   * letter of /proc/PID/stat, with ps' additions (s < N l +)
   */
  'state': (string);
  /**
   * CPU time used, on all nodes so far
   */
  'cpuMs': (number);
  'comm': (string);
  'args': (string)[];
  'uid': (number);
  'rssBytes': (number);
  /**
   * smoothed share of a CPU it wants, 0..threads
   */
  'load': (number);
  /**
   * effective CAN_MIGRATE
   */
  'mayMigrate': (boolean);
  /**
   * excluded from automatic migration
   */
  'locked': (boolean);
  /**
   * since it was born
   */
  'ageMs': (number);
  /**
   * for a body: the PID of its unit's root; else 0
   */
  'unitRoot': (number);
  'tty': (string);
}
