import type { WriteOutcome } from '../engine/writer';

/** EventStoreDB's own limit for a write, whatever the client asks for. */
export const WRITE_LIMIT_MS = 2_000;

/** The outcome, or a time-out; the write may still happen then. */
export async function within(
  limitMs: number,
  outcome: Promise<WriteOutcome>,
): Promise<WriteOutcome | { readonly kind: 'timeout' }> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<{ kind: 'timeout' }>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'timeout' }), Math.max(0, limitMs));
  });
  try {
    return await Promise.race([outcome, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
