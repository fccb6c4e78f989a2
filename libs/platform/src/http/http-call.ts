import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
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

const QUERY_NAMES = 'accord:query-names';

/** Names what the query of a command may say beside `dryRun`; whatever else it says is a fault. */
export const TakesQuery = (...names: string[]): MethodDecorator => SetMetadata(QUERY_NAMES, names);

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
    // What a read may ask, its own class says.
    dryRun: request.method === 'POST' && isDryRun(request.query, namesTakenBy(context)),
  };
});

function single(value: string | string[] | undefined, header: string): string | undefined {
  if (!Array.isArray(value)) return value;
  throw requestFault([
    { code: 'header-repeated', message: `${header} was sent more than once`, path: header },
  ]);
}

function namesTakenBy(context: ExecutionContext): readonly string[] {
  const names: unknown = Reflect.getMetadata(QUERY_NAMES, context.getHandler());
  return Array.isArray(names) ? names : [];
}

/**
 * @param knows what the route takes beside `dryRun`
 * @throws Problem 400 when the query says anything else: a `dryrun` that is passed over would be a
 *   command that is carried out
 */
export function isDryRun(query: unknown, knows: readonly string[]): boolean {
  const { dryRun, ...others }: Readonly<Record<string, unknown>> = Object(query);
  const unknown = Object.keys(others).filter((name) => !knows.includes(name));
  const taken = ['dryRun', ...knows].join(', ');
  const faults = unknown.map((path) => ({
    code: 'query-unknown',
    message: `This command knows no "${path}" in its query; it takes: ${taken}`,
    path,
  }));
  if (dryRun !== undefined && dryRun !== 'true' && dryRun !== 'false') {
    faults.push({ code: 'not-boolean', message: 'dryRun is true or false', path: 'dryRun' });
  }
  if (faults.length > 0) throw requestFault(faults);
  return dryRun === 'true';
}
