import { Inject, Injectable } from '@nestjs/common';
import type { Sight, Streams } from '@accord/event-store';
import { ReadStore, type RowLookup } from '@accord/read-store';
import { opportunityOf, type OpportunityRow } from '../opportunity-list/opportunity-row';
import { opportunityId, type Opportunity } from '../opportunity/opportunity';
import type { OpportunityEvent } from '../opportunity/opportunity.events';
import { OPPORTUNITIES } from '../sales.token';

interface Reported {
  readonly opportunity: Opportunity;
  readonly revision: number;
}

/** What other contexts may ask about opportunities while they decide. */
@Injectable()
export class OpportunityDirectory {
  private readonly rows: RowLookup<OpportunityRow>;

  constructor(
    @Inject(OPPORTUNITIES) private readonly opportunities: Streams<Opportunity, OpportunityEvent>,
    { views }: ReadStore,
  ) {
    this.rows = views.lookup({ view: 'opportunities', table: 'opportunities', key: 'opportunity' });
  }

  /**
   * Asks the view, which may lag; what this process has itself stored since counts. What the view does
   * not know is read from the log: that sales have reported nothing is no small matter.
   * @param sight of the decision that asks: a fresh one reads the opportunity's stream
   * @returns how the sales system last reported it, and the revision of its stream (-1: never)
   */
  async reported(
    at: { readonly source: string; readonly ref: string },
    sight: Sight,
  ): Promise<Reported> {
    const id = opportunityId(at);
    const viewed = sight.fresh ? undefined : await this.viewed(at);
    if (viewed) {
      const known = this.opportunities.known(id);
      return known && known.revision > viewed.revision
        ? { opportunity: known.state, revision: known.revision }
        : viewed;
    }
    const { state, revision } = await this.opportunities.look(id, { fresh: true });
    // A dot in the source could lead to another opportunity's stream.
    const other = state.status !== 'unreported' && state.source !== at.source;
    return other
      ? { opportunity: { status: 'unreported' }, revision: -1 }
      : { opportunity: state, revision };
  }

  /** @returns whether sales have ever reported it, as the log has it; false where none is named */
  async isReported(at: { readonly source: string; readonly ref: string } | null): Promise<boolean> {
    if (at === null) return false;
    return (await this.reported(at, { fresh: true })).opportunity.status !== 'unreported';
  }

  private async viewed(at: {
    readonly source: string;
    readonly ref: string;
  }): Promise<Reported | undefined> {
    const row = await this.rows.find(`${at.source}/${at.ref}`);
    return row && { opportunity: opportunityOf(row, at), revision: Number(row.revision) };
  }
}
