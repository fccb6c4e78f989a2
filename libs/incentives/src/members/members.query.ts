import { Inject, Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { claimsIn } from '../calculate-earnings';
import { claimIdOf, lineIdOf } from '../calculation/claim';
import type { EarningLine } from '../earning-line';
import { FactsAt } from '../grounds/facts-at.query';
import { GroupFacts } from './group-facts.query';
import { KeptMembers } from './kept-members';
import type { LineMeasure } from './line-measure';
import { hashOfMembers, membersOf, type Member } from './members';

/**
 * Lists what a line counts or sums, as it was known when the line was reckoned. The view says alone which
 * deals and sales may belong to it; what they were by then is read from the log, once for all pages of a list.
 */
@Injectable()
export class MembersQuery {
  private readonly kept = new KeptMembers();

  constructor(
    @Inject(GroupFacts) private readonly groups: Pick<GroupFacts, 'around'>,
    @Inject(FactsAt) private readonly facts: Pick<FactsAt, 'read'>,
  ) {}

  /**
   * @param position through which facts were in
   * @returns ordered by id; undefined where those facts hold no claim for the line
   * @throws Error when they give other members than the line was reckoned with
   */
  of(
    line: EarningLine,
    measure: LineMeasure,
    position: LogPosition,
  ): Promise<readonly Member[] | undefined> {
    const key = [position, line.lineId, measure.measure, measure.membersHash].join(' ');
    return this.kept.of(key, () => this.reckon(line, measure, position));
  }

  private async reckon(
    line: EarningLine,
    measure: LineMeasure,
    position: LogPosition,
  ): Promise<Member[] | undefined> {
    const { programId } = line;
    const partnerId = await this.partnerOf(line, position);
    if (partnerId === undefined) return undefined;
    const around = await this.groups.around(programId, partnerId, position);
    const wanted = { programId, ...around, partnerIds: [partnerId] };
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
