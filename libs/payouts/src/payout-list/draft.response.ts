import type { Draft } from '../statement/draft';
import { LineBody, lineBody } from '../statement/line.response';

/** A statement as it is proposed. */
export class DraftBody {
  accountId: string;
  partnerId: string;
  /** Revision of the account that it builds on; -1: there is none yet. */
  accountRevision: number;
  /** SHA-256 of the draft's canonical JSON; the run's root is made of these. */
  hash: string;
  lines: LineBody[];
}

export const draftBody = (draft: Draft, hash: string): DraftBody => ({
  accountId: draft.accountId,
  partnerId: draft.partnerId,
  accountRevision: draft.accountRevision,
  hash,
  lines: draft.pages.flatMap(({ lines }) => lines.map(lineBody)),
});
