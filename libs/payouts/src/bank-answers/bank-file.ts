import { accepted, canonicalJson, type Decision, type StreamType } from '@accord/kernel';
import { bankFileEvents, type BankFileEvent } from './bank-file.events';

type Received = BankFileEvent['data'];

/** What is known of a file of the bank's; null before it came. */
export type BankFileState = Received | null;

export const bankFile: StreamType<BankFileState, BankFileEvent> = {
  catalog: bankFileEvents,
  initial: null,
  evolve: (_state, event) => event.data,
};

/** Notes that a file came, once; again only when more of it has become known. */
export function receiveBankFile(state: BankFileState, file: Received): Decision<BankFileEvent> {
  const isSame =
    state !== null &&
    canonicalJson({ ...state, receivedOn: '' }) === canonicalJson({ ...file, receivedOn: '' });
  return isSame ? accepted() : accepted({ type: 'BankFileReceived', data: file });
}
