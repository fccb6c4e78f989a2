import type { Readable } from 'node:stream';
import { Problem } from './problem';

/**
 * Reads a request's body into memory, as far as it may go.
 * @param maxBytes a multiple of 1 MiB
 * @throws Problem 413 as soon as there is more; what is still coming is thrown away
 */
export async function readUpload(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The connection stays open, so that the refusal can be told on it.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxBytes) break;
    chunks.push(bytes);
  }
  if (size <= maxBytes) return Buffer.concat(chunks, size);
  // A connection with an unread body would serve nothing more.
  body.resume();
  const limit = `${maxBytes / 1_048_576} MiB`;
  throw new Problem(413, 'too-large', `At most ${limit} are taken; nothing was stored`);
}
