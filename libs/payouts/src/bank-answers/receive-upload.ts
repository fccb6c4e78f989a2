import { Readable } from 'node:stream';
import { sha256Hex } from '@accord/kernel';
import { Problem, readUpload, requestFault, type AccordRequest } from '@accord/platform';
import { BankFileFault } from './bank-answer';
import { readBankFile } from './read-bank-file';
import type { ReceivedFile } from './record-bank-answers.handler';

/** Of one file. */
const MAX_FILE_BYTES = 10 * 1_048_576;
/** Media types of a bank's file. */
export const BANK_FILE_TYPES: readonly string[] = ['application/xml', 'text/xml'];

/**
 * Takes a bank's file out of a request.
 * @throws Problem 415 when the body is no such file, 413 when it is too large, 400 when it cannot be read
 */
export async function receiveUpload({ body }: AccordRequest): Promise<ReceivedFile> {
  if (!(body instanceof Readable)) {
    const message = `A bank's file is sent as ${BANK_FILE_TYPES.join(' or ')}`;
    throw new Problem(415, 'unsupported-media-type', message);
  }
  const bytes = await readUpload(body, MAX_FILE_BYTES);
  try {
    return { ...readBankFile(bytes), sha256: sha256Hex(bytes), bytes };
  } catch (error) {
    if (!(error instanceof BankFileFault)) throw error;
    throw requestFault([{ code: error.code, message: error.message, path: 'body' }]);
  }
}
