import type { FastifyInstance } from 'fastify';
import { EVIDENCE_TYPES } from '@accord/mdf';
import { BANK_FILE_TYPES } from '@accord/payouts';

/**
 * Routes that read their body themselves, at their own pace and up to a limit of their own, and the
 * media types that they take. Everywhere else such a body is refused unread.
 */
const STREAMED: Readonly<Record<string, readonly string[]>> = {
  '/v1/deals/bulk': ['application/x-ndjson', 'text/csv'],
  '/v1/bulk-tasks': ['application/x-ndjson', 'text/csv'],
  '/v1/partners/:partnerId/evidence': EVIDENCE_TYPES,
  '/v1/payouts/:payoutId/bank-answers': BANK_FILE_TYPES,
  '/v1/bank-files': BANK_FILE_TYPES,
};

/** Hands the bodies of those routes over as they come in. */
export function streamBodies(server: FastifyInstance): void {
  for (const type of new Set(Object.values(STREAMED).flat())) {
    server.addContentTypeParser(type, (request, body, done) => {
      const isTaken = STREAMED[request.routeOptions.url ?? '']?.includes(type) === true;
      if (isTaken) done(null, body);
      else done(Object.assign(new Error(`This route takes no ${type}`), { statusCode: 415 }));
    });
  }
}
