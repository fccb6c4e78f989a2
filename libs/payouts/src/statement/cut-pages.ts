/** Limits of one event or append, which the store takes up to 1 MiB with envelopes and postings. */
export const LINES_PER_PAGE = 200;
const BYTES_PER_PAGE = 512 * 1024;

/** Cuts lines or events into pages that each fit, in order; a page has one at least. */
export function cutPages<T>(lines: readonly T[]): T[][] {
  const pages: T[][] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(JSON.stringify(line));
    const page = pages.at(-1);
    if (page && page.length < LINES_PER_PAGE && bytes + size <= BYTES_PER_PAGE) {
      page.push(line);
      bytes += size;
    } else {
      pages.push([line]);
      bytes = size;
    }
  }
  return pages;
}
