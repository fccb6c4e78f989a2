const SUSPICIOUS = /[ÃÂÄÅÐÑ][\u0080-\u00bf\u0152-\u2122]|â€/;
const windows1252 = new TextDecoder('windows-1252');
const utf8 = new TextDecoder('utf-8', { fatal: true });
const BYTES = new Map(
  Array.from({ length: 256 }, (_none, byte) => [windows1252.decode(Uint8Array.of(byte)), byte]),
);

/** Undoes UTF-8 that an export has read as Windows-1252: "SociÃ©tÃ©" was "Société". */
export function withoutMojibake(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  const bytes: number[] = [];
  for (const letter of text) {
    const byte = BYTES.get(letter);
    if (byte === undefined) return text;
    bytes.push(byte);
  }
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    // Not UTF-8 after all: the letters are meant as they stand.
    return text;
  }
}
