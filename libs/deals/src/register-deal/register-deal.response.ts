import { CommandReply } from '@accord/platform';
import type { ConflictBody } from '../deal-conflicts/deal-conflicts.query';

/** What became of a registration. */
export class RegistrationReply extends CommandReply {
  /**
   * With `dryRun`: registrations that may be about the same customer and what speaks for it, as known
   * now. Null otherwise, and for partners.
   */
  conflicts: ConflictBody[] | null;
}
