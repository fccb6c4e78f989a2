import { keyedView } from '@accord/read-store';
import { dealEvents, type DealEvent } from '@accord/deals';
import { partner, partnerEvents, type Partner, type PartnerEvent } from '@accord/partners';
import { program, programEvents, type Program, type ProgramEvent } from '@accord/programs';
import { rateEvents, type Publication, type RateEvent } from '@accord/rates';
import { saleEvents, type SaleEvent } from '@accord/sales';
import { foldDeal, type DealFact } from '../facts/deal-fact';
import { foldSale, type SaleFact } from '../facts/sale-fact';

/** A fact with the columns by which facts find each other. */
export interface DealRow {
  readonly deal_id: string;
  readonly partner_id: string;
  readonly program_id: string;
  readonly opportunity: string | null;
  /** It was another partner's before. */
  readonly reassigned: boolean;
  readonly fact: DealFact;
}
export interface SaleRow {
  readonly sale_id: string;
  readonly deal_id: string | null;
  readonly opportunity: string | null;
  readonly fact: SaleFact;
}
export interface PartnerRow {
  readonly partner_id: string;
  /** Null: nobody has enrolled it. */
  readonly program_id: string | null;
  readonly fact: Partner;
}
export interface ProgramRow {
  readonly program_id: string;
  readonly fact: Program;
}

export interface RateRow {
  readonly source: string;
  readonly published_on: string;
  readonly fact: Publication;
}

/** The view's name and version; its tables rise together. */
export const EARNINGS = { name: 'earnings', version: 18 } as const;

/** @returns what stands behind the category in the stream's name */
export const idOf = ({ stream }: { readonly stream: string }): string =>
  stream.slice(stream.indexOf('-') + 1);

export const dealFacts = keyedView<DealRow, DealEvent>({
  ...EARNINGS,
  table: 'earning_deals',
  columns: {
    deal_id: 'text not null',
    partner_id: 'text not null',
    program_id: 'text not null',
    opportunity: 'text',
    reassigned: 'boolean not null',
    fact: 'jsonb not null',
  },
  key: ['deal_id'],
  indexes: [['opportunity'], ['partner_id'], ['program_id'], ['reassigned']],
  events: [dealEvents],
  keysOf: (event) => [[idOf(event)]],
  fold(row, event) {
    const fact = foldDeal(row?.fact, event);
    const { dealId, partnerId, programId, opportunity } = fact;
    return {
      deal_id: dealId,
      partner_id: partnerId,
      program_id: programId,
      opportunity,
      reassigned: row !== undefined && (row.reassigned || row.partner_id !== partnerId),
      fact,
    };
  },
});

export const saleFacts = keyedView<SaleRow, SaleEvent>({
  ...EARNINGS,
  table: 'earning_sales',
  columns: {
    sale_id: 'text not null',
    deal_id: 'text',
    opportunity: 'text',
    fact: 'jsonb not null',
  },
  key: ['sale_id'],
  indexes: [['deal_id'], ['opportunity']],
  events: [saleEvents],
  keysOf: (event) => [[idOf(event)]],
  fold(row, event) {
    const fact = foldSale(row?.fact, event);
    return { sale_id: fact.saleId, deal_id: fact.dealId, opportunity: fact.opportunity, fact };
  },
});

export const partnerFacts = keyedView<PartnerRow, PartnerEvent>({
  ...EARNINGS,
  table: 'earning_partners',
  columns: { partner_id: 'text not null', program_id: 'text', fact: 'jsonb not null' },
  key: ['partner_id'],
  indexes: [['program_id']],
  events: [partnerEvents],
  keysOf: (event) => [[idOf(event)]],
  fold(row, event) {
    const fact = partner.evolve(row?.fact ?? partner.initial, event);
    const program_id = fact.status === 'enrolled' ? fact.programId : null;
    return { partner_id: idOf(event), program_id, fact };
  },
});

export const programFacts = keyedView<ProgramRow, ProgramEvent>({
  ...EARNINGS,
  table: 'earning_programs',
  columns: { program_id: 'text not null', fact: 'jsonb not null' },
  key: ['program_id'],
  events: [programEvents],
  keysOf: (event) => [[idOf(event)]],
  fold: (row, event) => ({
    program_id: idOf(event),
    fact: program.evolve(row?.fact ?? program.initial, event),
  }),
});

export const rateFacts = keyedView<RateRow, RateEvent>({
  ...EARNINGS,
  table: 'earning_rates',
  columns: {
    source: 'text not null',
    published_on: 'text not null collate "C"',
    fact: 'jsonb not null',
  },
  key: ['source', 'published_on'],
  events: [rateEvents],
  keysOf: ({ data: { source, publishedOn } }) => [[source, publishedOn]],
  fold: (_row, { data }) => ({ source: data.source, published_on: data.publishedOn, fact: data }),
});
