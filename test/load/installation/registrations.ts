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

/** Registrations of made-up companies, nearly all different ones: the same seed makes the same ones. */
export class Registrations {
  #next = 0;

  constructor(
    private readonly bench: Bench,
    private readonly installation: Installation,
  ) {}

  /**
   * @param form a registration that names an opportunity makes Accord look up what sales say about it
   * @returns the body of the next registration, with a reference that no other one has
   */
  next(form: 'usual' | 'no-opportunity' = 'usual'): object {
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
      ...(form === 'usual' && { opportunity: { source: 'bench', ref: `OPP-${ref}` } }),
      amount: `${1000 + bytes.readUInt16BE(5)}.00`,
      currency: 'USD',
      productFamily: 'Premium',
      territory: 'EMEA',
      origin: { source: 'bench', ref },
    };
  }
}
