import { Injectable } from '@nestjs/common';
import { sha256Hex, uuidFrom, type IsoDate } from '@accord/kernel';
import type { CommandContext } from '@accord/platform';
import type { Approval } from '../deal';
import { CustomerExclusivities } from './exclusivity-registry';
import { releaseExclusivity, type ReleaseExclusivity } from './release-exclusivity';

/** Ends the grant of a deal that has ended. Can be repeated: a released grant stays released. */
@Injectable()
export class ReleaseOfDeal {
  constructor(private readonly exclusivities: CustomerExclusivities) {}

  async release(
    dealId: string,
    approval: Pick<Approval, 'customerId' | 'grantId'>,
    releasedOn: IsoDate,
    why: ReleaseExclusivity['why'],
    { envelope }: CommandContext,
  ): Promise<void> {
    const { customerId, grantId } = approval;
    if (grantId === null || customerId === null) return;
    const release = { grantId, dealId, releasedOn, why };
    // A command of its own: the one that is under way may have given this very grant.
    const commandId = uuidFrom('release-grant', grantId);
    const own = { ...envelope, commandId, commandHash: sha256Hex(grantId) };
    await this.exclusivities.transact({ customerId, grantId }, own, (state) =>
      releaseExclusivity(state, release),
    );
  }
}
