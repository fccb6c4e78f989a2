import { Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { OpportunityDirectory } from '@accord/sales';
import { OpportunityOwners } from '../deal-customers/opportunity-owners.query';
import { CustomerExclusivities, type At } from '../exclusivity/exclusivity-registry';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { isFirstReport, type FirstReport } from './first-report';
import { narrowExclusivity } from '../exclusivity/narrow-exclusivity';

type Granted = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityGranted' }>;

type Held = Required<At> & { readonly dealId: string };

const isUnreported = (event: Recorded): event is Granted =>
  exclusivityEvents.includes(event) &&
  event.type === 'ExclusivityGranted' &&
  event.data.scope.kind === 'opportunity' &&
  event.data.scope.unreported === true;

/**
 * What was approved for an opportunity that sales had not reported is kept for that one alone as soon as
 * they report it, also where that was while the approval was under way; unless it is another customer's.
 */
@Injectable()
export class NarrowGrantReactor implements Reactor {
  readonly name = 'narrow-grant';

  constructor(
    private readonly exclusivities: CustomerExclusivities,
    private readonly store: ReadStore,
    private readonly opportunities: OpportunityDirectory,
    private readonly owners: OpportunityOwners,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isFirstReport(event) || isUnreported(event);
  }

  async react(event: Recorded): Promise<void> {
    if (isFirstReport(event)) {
      const opportunity = `${event.data.source}/${event.data.ref}`;
      for (const grant of await this.grantsFor(event)) await this.narrow(grant, opportunity, event);
    } else if (isUnreported(event)) {
      const opportunity = await this.reportedOf(event);
      if (opportunity !== null) await this.narrow(event.data, opportunity, event);
    }
  }

  private async grantsFor({ data, position }: FirstReport): Promise<Held[]> {
    const { value } = await this.store.views.read(
      ['deals', 'exclusivity'],
      (db) =>
        sql<{ grant_id: string; customer_id: string; deal_id: string }>`
        select grant_id, e.customer_id, deal_id from exclusivity e join deals d using (deal_id)
        where d.opportunity = ${`${data.source}/${data.ref}`} and not e.released
        order by grant_id`.execute(db),
      position,
    );
    return value.rows.map(({ grant_id, customer_id, deal_id }) => ({
      grantId: grant_id,
      customerId: customer_id,
      dealId: deal_id,
    }));
  }

  private async reportedOf({ data: { scope } }: Granted): Promise<string | null> {
    if (scope.kind !== 'opportunity' || scope.opportunity === null) return null;
    const [source = '', ref = ''] = scope.opportunity.split(/\/(.*)/s);
    const { opportunity } = await this.opportunities.reported({ source, ref }, { fresh: true });
    return opportunity.status === 'unreported' ? null : scope.opportunity;
  }

  private async narrow(grant: Held, opportunity: string, event: Recorded): Promise<void> {
    if (await this.owners.isOfAnother(opportunity, grant, event.position)) return;
    const { customerId, grantId } = grant;
    const { envelope } = this.contexts.ofSystem([this.name, event.id, grantId], {
      today: event.envelope.occurredOn,
      correlationId: event.envelope.correlationId,
      causationId: event.id,
    });
    await this.exclusivities.transact({ customerId, grantId }, envelope, (state) =>
      narrowExclusivity(state, { grantId }),
    );
  }
}
