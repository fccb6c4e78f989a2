/** What a stream's metadata says about which of its events can still be read. */
export interface StreamMetadata {
  readonly maxCount?: number;
  readonly maxAgeSeconds?: number;
  /** Events before this revision are hidden. */
  readonly truncateBefore?: number;
  /** The metadata as written, without `$tb`, to carry along when the stream is undeleted. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const METASTREAM_PREFIX = '$$';
/** `$tb` of a soft-deleted stream is 2^63 - 1; anything no revision can reach means the same. */
const DELETED = Number.MAX_SAFE_INTEGER;

export const isMetastream = (stream: string): boolean => stream.startsWith(METASTREAM_PREFIX);
export const metastreamOf = (stream: string): string => METASTREAM_PREFIX + stream;
export const originalStreamOf = (metastream: string): string =>
  metastream.slice(METASTREAM_PREFIX.length);

/** A metadata stream keeps its last event only. */
export const METASTREAM_METADATA: StreamMetadata = { maxCount: 1, rest: {} };

/** Metadata that is not a JSON object counts as none; a key with a senseless value is ignored. */
export function parseStreamMetadata(data: Uint8Array): StreamMetadata | undefined {
  const json = parseObject(data);
  if (!json) return undefined;
  const { $tb: truncateBefore, ...rest } = json;
  return {
    rest,
    ...(isPositive(rest['$maxCount']) && { maxCount: rest['$maxCount'] }),
    ...(isPositive(rest['$maxAge']) && { maxAgeSeconds: rest['$maxAge'] }),
    ...(isPositive(truncateBefore) && { truncateBefore }),
  };
}

export const isSoftDeleted = (metadata: StreamMetadata | undefined): boolean =>
  (metadata?.truncateBefore ?? 0) >= DELETED;

export const SOFT_DELETED_METADATA = Buffer.from('{"$tb":9223372036854775807}');

/** The metadata as it can be parsed again. */
export const metadataText = ({ rest, truncateBefore }: StreamMetadata): string =>
  JSON.stringify({ ...rest, ...(truncateBefore !== undefined && { $tb: truncateBefore }) });

/** Metadata of a soft-deleted stream whose numbering goes on at `firstRevision`. */
export const undeletedMetadata = (metadata: StreamMetadata, firstRevision: number): Buffer =>
  Buffer.from(JSON.stringify({ ...metadata.rest, $tb: firstRevision }));

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;

function parseObject(data: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
