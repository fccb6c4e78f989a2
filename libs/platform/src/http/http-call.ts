import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from '@accord/kernel';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../auth/caller';
import { Problem, requestFault } from './problem';

/** A request after the guards: it knows who is calling and in which role. */
export interface AccordRequest extends FastifyRequest {
  caller?: Caller;
  actingAs?: Role;
}

/** What a handler needs to know of a request beside its body. */
export interface HttpCall {
  readonly caller: Caller;
  readonly actingAs: Role;
  readonly method: string;
  /** Path without the query: the addressed resource. */
  readonly path: string;
  readonly body: unknown;
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: string | undefined;
  readonly dryRun: boolean;
}

/** Injects the `HttpCall` of the current request. */
export const Call = createParamDecorator((_data: unknown, context: ExecutionContext): HttpCall => {
  const request = context.switchToHttp().getRequest<AccordRequest>();
  const { caller, actingAs } = request;
  if (!caller || !actingAs) throw new Problem(401, 'unauthenticated', 'No caller');
  return {
    caller,
    actingAs,
    method: request.method,
    path: request.url.split('?')[0] ?? request.url,
    body: request.body,
    requestId: request.id,
    idempotencyKey: single(request.headers['idempotency-key'], 'Idempotency-Key'),
    ifMatch: request.headers['if-match'],
    dryRun: isDryRun(request.query),
  };
});

function single(value: string | string[] | undefined, header: string): string | undefined {
  if (!Array.isArray(value)) return value;
  throw requestFault([
    { code: 'header-repeated', message: `${header} was sent more than once`, path: header },
  ]);
}

function isDryRun(query: unknown): boolean {
  const value =
    typeof query === 'object' && query !== null && 'dryRun' in query ? query.dryRun : undefined;
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw requestFault([{ code: 'not-boolean', message: 'dryRun is true or false', path: 'dryRun' }]);
}
