import { BINARY_CONTENT, JSON_CONTENT, METADATA_TYPE, type ProposedEvent } from '../engine/event';
import type { Writer } from '../engine/writer';

/**
 * What EventStoreDB writes into an empty store, in kind: nobody's own event is the first, and
 * readers of everything meet the system's.
 */
export async function writeSystemEvents(writer: Writer, newId: () => string): Promise<void> {
  const event = (type: string, contentType: string, data: string): ProposedEvent => ({
    id: newId(),
    type,
    contentType,
    data: Buffer.from(data),
    metadata: Buffer.alloc(0),
  });
  const scavenges = event(METADATA_TYPE, JSON_CONTENT, '{"$maxAge":2592000}');
  await writer.append('$$$scavenges', 'any', [scavenges]);
  const initialised = event('$ProjectionsInitialized', BINARY_CONTENT, '');
  await writer.append('$projections-$all', 'no-stream', [initialised]);
}
