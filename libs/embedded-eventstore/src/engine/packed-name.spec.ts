import fc from 'fast-check';
import { packedLimit, packName, unpackName } from './packed-name';

const uuid = fc.uuid();
const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  uuid,
  fc.tuple(fc.string({ unit: 'grapheme' }), uuid).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('deal-', '$$deal-', ''), uuid, fc.constantFrom('', 'x', '-'))
    .map((parts) => parts.join('')),
  uuid.map((id) => id.toUpperCase()),
);

function packed(text: string): Buffer {
  const bytes = Buffer.alloc(packedLimit(text.length));
  return bytes.subarray(0, packName(text, bytes));
}

describe('A packed name', () => {
  it('is unpacked to what it was, wherever it lies', () => {
    fc.assert(
      fc.property(name, fc.string(), (text, before) => {
        const bytes = Buffer.concat([Buffer.from(before), packed(text)]);
        expect(unpackName(bytes, Buffer.from(before).length, bytes.length)).toBe(text);
      }),
    );
  });

  it('takes 16 bytes for a UUID at its end, and one that says so', () => {
    const text = 'deal-0f0e0d0c-0b0a-4908-8706-050403020100';
    expect(packed(text).length).toBe('deal-'.length + 17);
    expect(packed(text.toUpperCase()).length).toBe(text.length);
  });
});
