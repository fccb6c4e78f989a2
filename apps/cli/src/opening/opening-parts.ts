import type { OpeningManifest, Part } from './opening-manifest';

export type Cells = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** One kind of what is taken over: the columns of its file, and what a row becomes for the API. */
export interface PartForm {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly amounts: readonly string[];
  readonly dates: readonly string[];
  /** The column that tells rows apart. */
  readonly key: string;
  /** Where each row is sent; null: all rows are sent together. */
  readonly path: string | null;
  body(cells: Cells, manifest: OpeningManifest): Json;
}

/** An empty cell says nothing. */
const given = (fields: Readonly<Record<string, string | undefined>>): Json =>
  Object.fromEntries(
    Object.entries(fields).filter(([, text]) => text !== undefined && text !== ''),
  );

const customer = ({ customer: name, country, domain }: Cells): Json =>
  given({ name, country, domain });

export const PARTS: Readonly<Record<Part, PartForm>> = {
  registrations: {
    required: [
      'ref',
      'partnerId',
      'dealType',
      'customer',
      'country',
      'amount',
      'productFamily',
      'territory',
      'registeredOn',
      'approvedOn',
      'expiresOn',
    ],
    optional: ['domain', 'opportunity', 'renewal'],
    amounts: ['amount'],
    dates: ['registeredOn', 'approvedOn', 'expiresOn'],
    key: 'ref',
    path: '/v1/opening/deals',
    body(cells, { book, currency, source }) {
      const { ref, opportunity = '', customer: _c, country: _n, domain: _d, ...rest } = cells;
      return {
        ...given(rest),
        programId: book,
        currency,
        customer: customer(cells),
        origin: { source, ref },
        ...(opportunity !== '' && { opportunity: { source, ref: opportunity } }),
      };
    },
  },
  incumbents: {
    required: ['ref', 'partnerId', 'customer', 'country', 'closedOn'],
    optional: ['domain', 'customerId', 'lastRate'],
    amounts: [],
    dates: ['closedOn'],
    key: 'ref',
    path: '/v1/opening/incumbents',
    body(cells, { book, source }) {
      const { ref, partnerId, customerId, closedOn, lastRate } = cells;
      return {
        ...given({ partnerId, customerId, closedOn, lastRate }),
        programId: book,
        customer: customer(cells),
        order: { source, ref },
      };
    },
  },
  funds: {
    required: ['fundId', 'partnerId', 'available', 'consumed', 'expired'],
    optional: ['region', 'quarter', 'periodFrom', 'periodTo', 'requestBy', 'claimBy', 'expiresOn'],
    amounts: ['available', 'consumed', 'expired'],
    dates: ['periodFrom', 'periodTo', 'requestBy', 'claimBy', 'expiresOn'],
    key: 'fundId',
    path: '/v1/funds/opening',
    body: (cells, { book, currency }) => ({ ...given(cells), programId: book, currency }),
  },
  balances: {
    required: ['partnerId', 'carriedForward', 'paid', 'receivable'],
    optional: [],
    amounts: ['carriedForward', 'paid', 'receivable'],
    dates: [],
    key: 'partnerId',
    path: null,
    body: (cells) => given(cells),
  },
};

export const PART_NAMES: readonly Part[] = ['registrations', 'incumbents', 'funds', 'balances'];
