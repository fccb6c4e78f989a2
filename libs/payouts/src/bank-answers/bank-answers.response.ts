import { CommandReply } from '@accord/platform';
import type { AnswerLine } from '../payout/payout.events';
import type { BankFile } from './read-bank-file';

/** What became of one line of a bank's file. */
export class AnswerLineBody {
  /** Counts the lines of the file, from 1. */
  line: number;
  /** The end-to-end id, or the message's where the bank answers on all of it at once. */
  id: string;
  /**
   * `confirmed` and `returned` were recorded; `unchanged`: answered before; `pending`: on its way;
   * `refused`: does not agree with what is known; `unknown`: about no payment of this run.
   */
  outcome: 'confirmed' | 'returned' | 'unchanged' | 'pending' | 'refused' | 'unknown';
  /** Why it was not recorded. */
  why: string | null;
}

/** What a file has done, line by line. */
export class BankAnswersReply extends CommandReply {
  /** SHA-256 of the file: under it lies in the vault. */
  sha256: string;
  lines: AnswerLineBody[];
}

/** @param known lines about payments of the run @returns all lines of the file, in its order */
export function answerLines({ answers }: BankFile, known: readonly AnswerLine[]): AnswerLineBody[] {
  const isKnown = new Set(known.map(({ line }) => line));
  const lines = known.map(({ line, paymentId, outcome, why }) => ({
    line,
    id: paymentId,
    outcome,
    why,
  }));
  const unknown = answers
    .filter(({ line }) => !isKnown.has(line))
    .map(({ line, about }): AnswerLineBody => {
      const id = 'messageId' in about ? about.messageId : about.paymentId;
      return { line, id, outcome: 'unknown', why: null };
    });
  return [...lines, ...unknown].toSorted((a, b) => a.line - b.line);
}
