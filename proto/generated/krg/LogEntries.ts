// Original file: proto/common.proto

import type { LogEntry as _krg_LogEntry, LogEntry__Output as _krg_LogEntry__Output } from '../krg/LogEntry';

export interface LogEntries {
  'entries'?: (_krg_LogEntry)[];
}

export interface LogEntries__Output {
  'entries': (_krg_LogEntry__Output)[];
}
