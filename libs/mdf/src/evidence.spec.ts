import { isoDate } from '@accord/kernel';
import { evidence } from './store-evidence/evidence';
import { MEDIA_TYPES, mediaTypeOf } from './store-evidence/media-types';
import { storeEvidence } from './store-evidence/store-evidence';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const ZIP = 'PK\x03\x04';
const SAMPLES: Record<string, Buffer> = {
  'application/pdf': bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'),
  'image/png': bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  'image/jpeg': bytes('\xff\xd8\xff\xe0\0\x10JFIF\0'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': bytes(
    `${ZIP}\x14\0[Content_Types].xml\0\0${ZIP}word/document.xml`,
  ),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': bytes(
    `${ZIP}\x14\0[Content_Types].xml\0\0${ZIP}xl/workbook.xml`,
  ),
  'text/csv': Buffer.from('company;title\nMüller;Leiterin\n'),
  'text/plain': Buffer.from('Aufzeichnung: https://example.org/webinar\r\n'),
};
/** Of bytes that are two types at once both may be declared: all text is text. */
const SAME = new Set(['text/csv', 'text/plain']);

describe('Evidence is what it says it is:', () => {
  it.each(MEDIA_TYPES.map(({ name }) => name))('%s, and nothing else', (declared) => {
    const type = mediaTypeOf(declared);
    const holding = Object.entries(SAMPLES)
      .filter(([, sample]) => type?.holds(sample))
      .map(([name]) => name);
    expect(holding).toEqual(SAME.has(declared) ? [...SAME] : [declared]);
  });

  it.each([
    ['a program for Windows', 'MZ\x90\0\x03'],
    ['a program for Linux', '\x7fELF\x02\x01'],
    ['an archive of anything', `${ZIP}\x14\0setup.exe`],
    ['text in another encoding', 'M\xfcller'],
    ['text with a NUL', 'a\0b'],
    ['a drawing that runs scripts, with an escape', '\x1b<svg onload="alert(1)"/>'],
    ['a PDF after something else', ' \0%PDF-1.7'],
  ])('%s is none of them', (_what, text) => {
    expect(MEDIA_TYPES.filter(({ holds }) => holds(bytes(text)))).toEqual([]);
  });

  it('types that nobody needs as evidence are not taken', () => {
    for (const name of ['text/html', 'image/svg+xml', 'application/zip', '', undefined]) {
      expect(mediaTypeOf(name)).toBeUndefined();
    }
    expect(mediaTypeOf('Text/Plain; charset=utf-8')?.name).toBe('text/plain');
  });
});

describe('A document', () => {
  const document = {
    partnerId: 'alder',
    sha256: 'b'.repeat(64),
    mediaType: 'application/pdf',
    size: 3,
    storedOn: isoDate('2026-03-20'),
  };

  it('is noted once, however often it is sent', () => {
    const first = storeEvidence(evidence.initial, document, { enrolled: true });
    expect(first).toEqual({
      kind: 'accepted',
      events: [{ type: 'EvidenceStored', data: document }],
    });
    const stored = evidence.evolve(evidence.initial, { type: 'EvidenceStored', data: document });
    const again = storeEvidence(stored, document, { enrolled: true });
    expect(again).toEqual({ kind: 'accepted', events: [] });
  });

  it('comes from a partner that is enrolled', () => {
    const refused = storeEvidence(evidence.initial, document, { enrolled: false });
    expect(refused).toMatchObject({ rejections: [{ code: 'partner-unknown' }] });
  });
});
