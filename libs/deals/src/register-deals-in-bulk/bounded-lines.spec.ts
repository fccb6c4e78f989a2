import fc from 'fast-check';
import { boundedLines } from './bounded-lines';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesOf(text: string, pieceSize: number, maxBytes: number) {
  const lines: (string | null)[] = [];
  for await (const line of boundedLines(pieces(Buffer.from(text), pieceSize), maxBytes)) {
    lines.push(line && line.toString());
  }
  return lines;
}

describe('Lines of a request', () => {
  it('are the same however they arrive, and null where they are too long', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ü', '🦊', '\r'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 40 }), async (told, size) => {
        const expected = told.map((text) => (Buffer.byteLength(text) > 10 ? null : text));
        const text = told.map((one) => `${one}\n`).join('');
        expect(await linesOf(text, size, 10)).toEqual(expected);
      }),
    );
  });

  it('need no end of line behind the last one', async () => {
    expect(await linesOf('one\ntwo', 2, 10)).toEqual(['one', 'two']);
    expect(await linesOf('', 2, 10)).toEqual([]);
  });

  it('take no more memory than one of them', async () => {
    let told = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (; told < 8_192; told++) yield Buffer.alloc(65_536, 'x');
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for await (const line of boundedLines(endless(), 65_536)) {
      expect(line).toBeNull();
      most = process.memoryUsage().arrayBuffers - before;
    }
    expect(told).toBe(8_192);
    expect(most).toBeLessThan(256 * 1_048_576);
  });
});
