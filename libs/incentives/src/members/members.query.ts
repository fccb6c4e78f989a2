import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { ReadStore } from '@accord/read-store';
import { claimsIn } from '../calculate-earnings';
import { claimIdOf, lineIdOf } from '../calculation/claim';
import type { EarningLine } from '../earning-line';
import { FactsAt } from '../grounds/facts-at.query';
import { salesAround } from './group-facts';
import type { LineMeasure } from './line-measure';
import { hashOfMembers, membersOf, type Member } from './members';

const VIEWS = ['earnings'];

/**
 * Lists what a line counts or sums, as it was known when the line was reckoned. The view says alone which
 * deals and sales may belong to it; what they were by then is read from the log.
 */
@Injectable()
export class MembersQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly facts: FactsAt,
  ) {}

  /**
   * @param position through which facts were in
   * @returns ordered by id; undefined where those facts hold no claim for the line
   * @throws Error when they give other members than the line was reckoned with
   */
  async of(
    line: EarningLine,
    measure: LineMeasure,
    position: LogPosition,
  ): Promise<Member[] | undefined> {
    const { programId } = line;
    const partnerId = await this.partnerOf(line, position);
    if (partnerId === undefined) return undefined;
    const { value } = await this.store.views.read(
      VIEWS,
      (db) => salesAround(db, programId, partnerId),
      position,
    );
    const wanted = { programId, ...value, partnerIds: [partnerId] };
    const events = await this.facts.read(wanted, position);
    const members = membersOf(line, measure, claimsIn(events));
    if (members && hashOfMembers(members) !== measure.membersHash) {
      throw new Error(
        `"${line.lineId}" was reckoned with other members of "${measure.measure}" than the log gives at ${position}`,
      );
    }
    return members;
  }

  /** Whose sales are counted with the line's: not who is paid, who may be a distributor. */
  private async partnerOf(line: EarningLine, position: LogPosition): Promise<string | undefined> {
    const { programId, dealId, saleId, partnerId } = line;
    if (dealId === null || saleId === null) return partnerId;
    const own = { programId, dealIds: [dealId], saleIds: [saleId] };
    const { claims } = claimsIn(await this.facts.read(own, position));
    return claims.find((claim) => lineIdOf(claim) === claimIdOf(line))?.deal.partnerId;
  }
}
