import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import {
  CommandKeyReused,
  RevisionMismatch,
  StoreUnavailable,
  StreamBusy,
  UnwritableEvent,
} from '@accord/event-store';
import {
  BehindError,
  LockUnavailable,
  ReadStoreUnavailable,
  ViewStopped,
  isConnectionLost,
} from '@accord/read-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../config/logging';
import { Problem } from './problem';
import { sendProblem } from './send-problem';

const RETRY_AFTER_SECONDS = '1';

/** Every error leaves as problem details; what is nobody's intention is logged and shown as a 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = asProblem(thrown);
    if (problem.status >= 500) this.logger.error({ err: thrown, requestId: request.id }, 'failed');
    if (problem.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    sendProblem(problem, request, reply);
  }
}

function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof CommandKeyReused) {
    return new Problem(409, 'idempotency-key-reused', thrown.message);
  }
  if (thrown instanceof RevisionMismatch)
    return new Problem(412, 'revision-mismatch', thrown.message);
  if (thrown instanceof UnwritableEvent) return new Problem(413, 'too-large', thrown.message);
  if (thrown instanceof ViewStopped) return new Problem(503, 'view-stopped', thrown.message);
  if (thrown instanceof StreamBusy) return new Problem(503, 'busy', thrown.message);
  if (
    thrown instanceof StoreUnavailable ||
    thrown instanceof BehindError ||
    thrown instanceof LockUnavailable ||
    thrown instanceof ReadStoreUnavailable
  ) {
    return new Problem(503, 'try-again', thrown.message);
  }
  if (isConnectionLost(thrown)) {
    const message =
      'A connection broke before this was done. Try again, with a command under its key.';
    return new Problem(503, 'try-again', message);
  }
  if (thrown instanceof HttpException) return fromStatus(thrown.getStatus(), thrown.message);
  if (hasStatus(thrown) && thrown.statusCode < 500)
    return fromStatus(thrown.statusCode, thrown.message);
  return new Problem(500, 'internal', 'Something went wrong on our side; quote the request id');
}

const CODES: Readonly<Record<number, string>> = {
  400: 'request-invalid',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

const fromStatus = (status: number, message: string): Problem =>
  new Problem(status, CODES[status] ?? 'request-invalid', message);

const hasStatus = (thrown: unknown): thrown is Error & { statusCode: number } =>
  thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number';
