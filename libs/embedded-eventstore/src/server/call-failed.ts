import { status } from '@grpc/grpc-js';
import { LogUnavailable } from '../engine/event-log';
import { CallError } from '../protocol/errors';
import { MalformedMessage } from '../protocol/wire-reader';
import { DamagedLog } from '../storage/log-recovery';

/** The error of a call as the client is told it. */
export function callFailed(error: unknown): CallError {
  if (error instanceof CallError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof LogUnavailable) return new CallError(status.UNAVAILABLE, text);
  if (error instanceof DamagedLog) return new CallError(status.DATA_LOSS, text);
  if (error instanceof MalformedMessage) return new CallError(status.INVALID_ARGUMENT, text);
  return new CallError(status.UNKNOWN, text);
}
