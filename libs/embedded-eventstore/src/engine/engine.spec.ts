import { readLaws } from '../testing/read-laws';
import { writeLaws } from '../testing/write-laws';

describe('the engine', () => {
  it.each(writeLaws)('writes: $name', ({ check }) => check());
  it.each(readLaws)('reads: $name', ({ check }) => check());
});
