import { readFileSync, writeFileSync } from 'node:fs';

/** Changes one bit of a file, as a disk that rots does. */
export function flipBit(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}
