import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from './problem';

/** Answers with problem details (RFC 9457). */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(problem.status)
    .type('application/problem+json')
    .send({
      type: `urn:accord:problem:${problem.code}`,
      title: problem.message,
      status: problem.status,
      code: problem.code,
      instance: request.url,
      requestId: request.id,
      ...(problem.errors.length > 0 && { errors: problem.errors }),
      ...problem.details,
    });
}
