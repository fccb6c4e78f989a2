import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { ReadStore, sql } from '@accord/read-store';
import type { ExclusivityScope } from '../exclusivity/scope';
import { CUSTOMER_NOW, customerNow, customerOfDeal } from './customer-now';

type Text = ReturnType<typeof sql<string>>;

/** Whose an opportunity is: who was found to be the customer of registrations that name it. */
@Injectable()
export class OpportunityOwners {
  constructor(private readonly store: ReadStore) {}

  /**
   * Sales vouch that an opportunity exists, registrations for whom: what is another customer's tells this
   * one's apart from none.
   * @param scope that a registration asks for as this customer's
   * @param seen position that the answer must include
   * @returns the scope that it can have
   */
  async tellsApart(
    scope: ExclusivityScope,
    { dealId, customerId }: { readonly dealId: string; readonly customerId: string },
    seen: LogPosition,
  ): Promise<ExclusivityScope> {
    if (scope.kind !== 'opportunity' || scope.opportunity === null || scope.unreported)
      return scope;
    const isOfAnother = await this.isOfAnother(scope.opportunity, { dealId, customerId }, seen);
    return isOfAnother ? { ...scope, unreported: true } : scope;
  }

  /** @returns whether other registrations name the opportunity as another customer's */
  async isOfAnother(
    opportunity: string,
    { dealId, customerId }: { readonly dealId: string; readonly customerId: string },
    seen: LogPosition,
  ): Promise<boolean> {
    const { value } = await this.store.views.read(
      ['deals', CUSTOMER_NOW],
      (db) =>
        sql<{ is_of_another: boolean }>`
        select coalesce(bool_or(o.customer_id <> ${customerNow(sql<string>`${customerId}`)}), false)
          is_of_another
        from (${ownersOf(sql<string>`${opportunity}`, sql<string>`${dealId}`)}) o`.execute(db),
      seen,
    );
    return value.rows[0]?.is_of_another ?? false;
  }
}

/** The customers of other registrations that name an opportunity, save those that were taken back. */
export const ownersOf = (opportunity: Text, dealId: Text) => sql<{ customer_id: string }>`
  select distinct owner.customer_id from (
    select ${customerOfDeal(sql<string>`named.deal_id`, sql<string>`named.customer_id`)} customer_id
    from deals named
    where named.opportunity = ${opportunity} and named.deal_id <> ${dealId}
      and named.status not in ('withdrawn', 'denied')) owner
  where owner.customer_id is not null`;
