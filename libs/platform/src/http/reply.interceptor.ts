import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { CommandReply, QueryReply } from './replies';

/** Puts revision, position and staleness of a reply into its headers. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((result: unknown) => present(reply, result)));
  }
}

function present(reply: FastifyReply, result: unknown): unknown {
  if (result instanceof CommandReply) {
    reply.header('etag', `"${result.revision}"`);
    if (result.position !== null) reply.header('accord-position', result.position);
    if (result.status === 'replayed') reply.header('idempotent-replayed', 'true');
    reply.code(result.status === 'accepted' ? 201 : 200);
    return result;
  }
  if (result instanceof QueryReply) {
    reply.header('accord-position', result.position.toString());
    if (result.stale) reply.header('accord-stale', 'true');
    if (result.revision !== undefined) reply.header('etag', `"${result.revision}"`);
    return result.body;
  }
  return result;
}
