import { Readable } from 'node:stream';
import { requestFault, type AccordRequest } from '@accord/platform';
import { BULK_TYPES, type BulkType } from './bulk-lines';

/** @throws Problem 400 when the request is neither NDJSON nor CSV */
export function bulkRequestOf({ headers, body }: AccordRequest): {
  readonly type: BulkType;
  readonly body: Readable;
} {
  const named = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const type = BULK_TYPES.find((one) => one === named);
  if (type && body instanceof Readable) return { type, body };
  const message = `Send ${BULK_TYPES.join(' or ')}`;
  throw requestFault([{ code: 'unsupported-media-type', message, path: 'Content-Type' }]);
}
