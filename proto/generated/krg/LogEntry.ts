// Original file: proto/common.proto

import type { Long } from '@grpc/proto-loader';

export interface LogEntry {
  /**
   * Unix time of the node that wrote it
   */
  'timeMs'?: (number | string | Long);
  'node'?: (number);
  /**
   * decision, migration, note, node, refused
   */
  'kind'?: (string);
  'text'?: (string);
}

export interface LogEntry__Output {
  /**
   * Unix time of the node that wrote it
   */
  'timeMs': (number);
  'node': (number);
  /**
   * decision, migration, note, node, refused
   */
  'kind': (string);
  'text': (string);
}
