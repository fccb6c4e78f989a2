import { createHash } from 'node:crypto';
import type { Bench } from '../harness/suite';
import type { Installation } from './installation';

const FIRST =
  'Alder Birke Cedar Delta Eiger Fjord Garda Hansa Isar Jura Krone Linden Mosel Nord'.split(' ');
const SECOND =
  'Air Bau Chem Data Energy Foods Glass Health Imaging Joints Kabel Logistics Motors Network'.split(
    ' ',
  );
const FORMS = [
  ['GmbH', 'DE'],
  ['AG', 'CH'],
  ['Ltd', 'GB'],
  ['SA', 'FR'],
] as const;

/** So many opportunities are reported, and named by one registration after the other. */
const OPPORTUNITIES = 200;

/** Registrations of made-up companies, nearly all different ones: the same seed makes the same ones. */
export class Registrations {
  #next = 0;

  constructor(
    private readonly bench: Bench,
    private readonly installation: Installation,
  ) {}

  /** Reports the opportunities that registrations name, and waits until the views show them. */
  async reportOpportunities(): Promise<void> {
    const { crm } = this.installation;
    let position: unknown;
    for (let n = 0; n < OPPORTUNITIES; n++) {
      const report = { ...this.opportunity(n), stage: '1', customer: 'new' };
      ({ position } = await crm.must('/v1/opportunities', report));
    }
    const { source, ref } = this.opportunity(0);
    await crm.get(`/v1/opportunities/${source}/${ref}?minPosition=${String(position)}`);
  }

  private opportunity(n: number): { source: string; ref: string } {
    return { source: 'bench', ref: `OPP-${this.bench.run}-${n % OPPORTUNITIES}` };
  }

  /**
   * @param form a registration that names an opportunity makes Accord look up what sales say about it
   * @returns the body of the next registration, with a reference that no other one has
   */
  next(form: 'usual' | 'no-opportunity' | 'unreported' = 'usual'): object {
    const n = this.#next++;
    const bytes = createHash('sha256').update(`${this.bench.seed}:${n}`).digest();
    const pick = <T>(from: readonly [T, ...T[]] | readonly T[], byte: number): T | undefined =>
      from[(bytes[byte] ?? 0) % from.length];
    const [legalForm, country] = pick(FORMS, 2) ?? FORMS[0];
    const number = bytes.readUInt16BE(3);
    const { partnerId, programId } = this.installation;
    const ref = `${this.bench.run}-${n}`;
    return {
      partnerId,
      programId,
      dealType: 'resale',
      customer: {
        name: `${pick(FIRST, 0)} ${pick(SECOND, 1)} ${number} ${legalForm}`,
        country,
        domain: `${pick(FIRST, 0)}-${pick(SECOND, 1)}-${number}.example`.toLowerCase(),
      },
      ...(form === 'usual' && { opportunity: this.opportunity(n) }),
      ...(form === 'unreported' && { opportunity: { source: 'bench', ref: `NONE-${ref}` } }),
      amount: `${1000 + bytes.readUInt16BE(5)}.00`,
      currency: 'USD',
      productFamily: 'Premium',
      territory: 'EMEA',
      origin: { source: 'bench', ref },
    };
  }
}
