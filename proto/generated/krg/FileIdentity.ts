// Original file: proto/peer.proto

import type { Long } from '@grpc/proto-loader';

export interface FileIdentity {
  'path'?: (string);
  'sizeBytes'?: (number | string | Long);
}

export interface FileIdentity__Output {
  'path': (string);
  'sizeBytes': (number);
}
