import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Rejection } from '@accord/kernel';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Observable } from 'rxjs';
import { requestFault } from './problem';

const MAX_DEPTH = 32;

/** Refuses text that no store could give back unchanged: NUL characters and lone surrogates. */
@Injectable()
export class CleanTextInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const body = request.body instanceof Readable ? [] : dirtyText(request.body);
    const found = [...body, ...dirtyText(request.query), ...dirtyText(request.params)];
    if (found.length > 0) throw requestFault(found);
    return next.handle();
  }
}

/** @returns a fault for every text in the value that no store could give back unchanged */
export const dirtyText = (value: unknown): Rejection[] => dirty(value, '');

function dirty(value: unknown, path: string, depth = 0): Rejection[] {
  if (depth > MAX_DEPTH) {
    return [{ code: 'too-deep', message: `More than ${MAX_DEPTH} levels`, path }];
  }
  if (typeof value === 'string') {
    return isClean(value)
      ? []
      : [{ code: 'text-invalid', message: 'NUL or a lone surrogate', path }];
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path ? `${path}.${key}` : key;
    return [...(isClean(key) ? [] : dirty(key, at, depth)), ...dirty(child, at, depth + 1)];
  });
}

const isClean = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
