/** A kind of document that may prove something. */
export interface MediaType {
  readonly name: string;
  /** Of the file that a download offers. */
  readonly extension: string;
  /** Whether the bytes are one, by their first bytes and, for text, by all of them. */
  readonly holds: (bytes: Buffer) => boolean;
}

const startsWith =
  (...prefix: readonly number[]) =>
  (bytes: Buffer): boolean =>
    bytes.subarray(0, prefix.length).equals(Buffer.from(prefix));

const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).toString('latin1') === '%PDF-';
const isZip = startsWith(0x50, 0x4b, 0x03, 0x04);

/** Office documents are archives; the names of what they hold stand in them as they are. */
const isOffice =
  (part: string) =>
  (bytes: Buffer): boolean =>
    isZip(bytes) && bytes.includes('[Content_Types].xml') && bytes.includes(part);

/** UTF-8 without control characters other than tabs and ends of lines. */
function isText(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) && !/[^\P{Cc}\t\n\r]/u.test(text);
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/**
 * What Accord takes as evidence. Nothing in it is ever opened or shown: what is compared is that a
 * document is what its sender says, so that whoever downloads it knows what it will be opened with.
 */
export const MEDIA_TYPES: readonly MediaType[] = [
  { name: 'application/pdf', extension: 'pdf', holds: isPdf },
  {
    name: 'image/png',
    extension: 'png',
    holds: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  { name: 'image/jpeg', extension: 'jpg', holds: startsWith(0xff, 0xd8, 0xff) },
  {
    name: `${OFFICE}.wordprocessingml.document`,
    extension: 'docx',
    holds: isOffice('word/document.xml'),
  },
  { name: `${OFFICE}.spreadsheetml.sheet`, extension: 'xlsx', holds: isOffice('xl/workbook.xml') },
  { name: 'text/csv', extension: 'csv', holds: isText },
  { name: 'text/plain', extension: 'txt', holds: isText },
];

/** @param header `Content-Type` of a request; parameters such as a charset do not count */
export const mediaTypeOf = (header: string | undefined): MediaType | undefined =>
  MEDIA_TYPES.find(({ name }) => name === header?.split(';')[0]?.trim().toLowerCase());
