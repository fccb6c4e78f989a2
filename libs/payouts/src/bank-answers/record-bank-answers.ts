import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { IssuedPayout } from '../instruct-payments/instruct-payments';
import type { AnswerLine, PayoutEvent } from '../payout/payout.events';

export interface RecordBankAnswers {
  /** SHA-256 of the file, which lies in the vault. */
  readonly sha256: string;
  readonly format: string;
  readonly recordedOn: IsoDate;
  /** About payments of the run. */
  readonly lines: readonly AnswerLine[];
  /** Lines about anything else. */
  readonly unknown: number;
}

/** Notes a file and what became of its lines, once. */
export function recordBankAnswers(
  state: IssuedPayout,
  file: RecordBankAnswers,
): Decision<PayoutEvent> {
  if (state.answers.has(file.sha256)) return accepted();
  if (file.lines.length === 0) {
    return rejected('answers-unknown', 'No line of the file is about a payment of this run');
  }
  const { payoutId } = state.proposal;
  return accepted({ type: 'BankAnswersRecorded', data: { payoutId, ...file } });
}
