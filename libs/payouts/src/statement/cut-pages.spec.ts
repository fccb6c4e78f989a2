import { cutPages } from './cut-pages';

describe('Pages of a statement', () => {
  const lines = (count: number, bytes: number): string[] =>
    Array.from({ length: count }, (_, i) => String(i).padStart(bytes, '0'));

  it('hold 200 lines', () => {
    expect(cutPages(lines(401, 10)).map(({ length }) => length)).toEqual([200, 200, 1]);
  });

  it('hold fewer lines where these are long, so that each fits into an event', () => {
    const pages = cutPages(lines(200, 10_000));
    expect(pages.map(({ length }) => length)).toEqual([52, 52, 52, 44]);
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(600_000);
  });

  it('hold half a MiB of lines, each with its quotes, and not a byte more', () => {
    const half = 256 * 1024 - 2;
    expect(cutPages(lines(2, half))).toHaveLength(1);
    expect(cutPages([...lines(1, half), ...lines(1, half + 1)])).toHaveLength(2);
  });

  it('keep every line in its order', () => {
    const all = lines(777, 3_000);
    expect(cutPages(all).flat()).toEqual(all);
  });

  it('are none where there are no lines', () => {
    expect(cutPages([])).toEqual([]);
  });
});
