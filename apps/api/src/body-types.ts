import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EVIDENCE_TYPES } from '@accord/mdf';
import { BANK_FILE_TYPES } from '@accord/payouts';

/** Routes that read their body themselves, at their own pace and up to a limit of their own. */
const STREAMED: Readonly<Record<string, readonly string[]>> = {
  '/v1/deals/bulk': ['application/x-ndjson', 'text/csv'],
  '/v1/bulk-tasks': ['application/x-ndjson', 'text/csv'],
  '/v1/partners/:partnerId/evidence': EVIDENCE_TYPES,
  '/v1/payouts/:payoutId/bank-answers': BANK_FILE_TYPES,
  '/v1/bank-files': BANK_FILE_TYPES,
};

const YAML = ['application/yaml', 'text/yaml'];
/** Routes that take a program document. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  '/v1/programs/:programId/versions': [...YAML, 'application/json'],
  '/v1/what-if': [...YAML, 'application/json'],
};

const typesOf = ({ routeOptions: { url = '' } }: FastifyRequest): readonly string[] =>
  STREAMED[url] ?? DOCUMENTS[url] ?? ['application/json'];

const notTaken = (type: string, request: FastifyRequest): Error => {
  const message = `This route takes no ${type}; send ${typesOf(request).join(' or ')}`;
  return Object.assign(new Error(message), { statusCode: 415 });
};

/** Hands the bodies of those routes over as they come in; elsewhere such a body is refused unread. */
export function streamBodies(server: FastifyInstance): void {
  for (const type of new Set(Object.values(STREAMED).flat())) {
    server.addContentTypeParser(type, (request, body, done) => {
      if (typesOf(request).includes(type)) done(null, body);
      else done(notTaken(type, request));
    });
  }
}

/** Hands YAML over as text where a program document is taken. */
export function takeDocuments(server: FastifyInstance): void {
  for (const type of YAML) {
    server.addContentTypeParser(type, { parseAs: 'string' }, (request, body, done) => {
      if (typesOf(request).includes(type)) done(null, body);
      else done(notTaken(type, request));
    });
  }
}
