import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  currency,
  fiscalQuarter,
  isoDate,
  logPosition,
  parseAmount,
  plusDays,
  toJson,
  type DomainEvent,
  type Recorded,
} from '@accord/kernel';
import type { DealEvent } from '@accord/deals';
import type { PartnerEvent } from '@accord/partners';
import { readDocument, type ProgramEvent, type ProgramRules } from '@accord/programs';
import type { RateEvent } from '@accord/rates';
import type { MarketplaceFee, SaleEvent } from '@accord/sales';

const amountIn = (text: string, code = 'USD') => toJson(parseAmount(text, currency(code)));

/** GitLab's program as it lies in the samples. */
export function gitlabRules(): ProgramRules {
  const file = join(__dirname, '../../samples/gitlab/program.yaml');
  const read = readDocument(readFileSync(file, 'utf8'));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
}

interface DealGiven {
  readonly partnerId: string;
  readonly dealType: 'referral' | 'serviceAttach' | 'resale' | 'lead' | 'sale';
  readonly opportunity?: string;
  readonly productFamily?: string;
  readonly registeredOn?: string;
  readonly approvedOn?: string;
  readonly softwareOwnedByPartner?: boolean;
  readonly units?: number;
  readonly distributorId?: string;
  readonly value?: string;
  /** Of the value. */
  readonly currency?: string;
  readonly territory?: string;
  readonly renewal?: 'none' | 'flat' | 'growth';
  readonly bonuses?: readonly string[];
}

interface SaleGiven {
  readonly programId?: string;
  readonly dealId?: string;
  readonly opportunity?: string;
  readonly annualFees?: string;
  readonly netArr?: string;
  readonly bookedOn: string;
  readonly currency?: string;
  readonly marketplaceFee?: MarketplaceFee;
}

/** A history of the log, told in the words of the business and in the order told. */
export class History {
  readonly events: Recorded[] = [];

  constructor(rules: ProgramRules = gitlabRules()) {
    this.published(rules, 1);
  }

  published(rules: ProgramRules, version: number): this {
    const { effectiveFrom } = rules;
    const data = { programId: 'gitlab', version, effectiveFrom, rules, documentHash: 'h' };
    return this.record<ProgramEvent>('program-gitlab', { type: 'ProgramVersionPublished', data });
  }

  partner(partnerId: string, designation: string | null = 'PSP'): this {
    this.record<PartnerEvent>(`partner-${partnerId}`, {
      type: 'PartnerEnrolled',
      data: {
        partnerId,
        programId: 'gitlab',
        name: partnerId,
        kind: 'services',
        country: 'US',
        track: 'Open',
        enrolledOn: isoDate('2026-01-05'),
      },
    });
    return designation === null ? this : this.designated(partnerId, designation, '2026-01-06');
  }

  designated(partnerId: string, designation: string, from: string): this {
    const data = { designation, effectiveFrom: isoDate(from) };
    return this.record<PartnerEvent>(`partner-${partnerId}`, { type: 'DesignationGranted', data });
  }

  onTrack(partnerId: string, track: string, from: string): this {
    const data = { track, effectiveFrom: isoDate(from) };
    return this.record<PartnerEvent>(`partner-${partnerId}`, { type: 'TrackSet', data });
  }

  signed(partnerId: string, exhibit: string, on: string, territories = ['NA']): this {
    const agreement = { agreementId: `${exhibit}-${on}`, territories, exhibits: [exhibit] };
    return this.record<PartnerEvent>(`partner-${partnerId}`, {
      type: 'AgreementSigned',
      data: { ...agreement, signedOn: isoDate(on) },
    });
  }

  agreementEnded(partnerId: string, agreementId: string, on: string): this {
    const data = { partnerId, agreementId, endedOn: isoDate(on) };
    return this.record<PartnerEvent>(`partner-${partnerId}`, { type: 'AgreementEnded', data });
  }

  quarterEnded(quarter: string, on: string): this {
    const data = { quarter: fiscalQuarter(quarter), endedOn: isoDate(on) };
    return this.record<ProgramEvent>('program-gitlab', { type: 'FiscalQuarterEnded', data });
  }

  certified(partnerId: string, personId: string, credential: string, on: string): this {
    const data = { personId, credential, completedOn: isoDate(on), validTo: null };
    return this.record<PartnerEvent>(`partner-${partnerId}`, { type: 'CredentialRecorded', data });
  }

  /** Registered, and approved the same day unless told otherwise. */
  deal(dealId: string, given: DealGiven): this {
    const { partnerId, dealType, softwareOwnedByPartner = false } = given;
    const { productFamily = 'platform', units, bonuses, distributorId } = given;
    const registeredOn = isoDate(given.registeredOn ?? '2026-02-10');
    const approvedOn = isoDate(given.approvedOn ?? registeredOn);
    const { opportunity: ref } = given;
    const opportunity = ref === undefined ? null : { source: 'crm', ref };
    this.record<DealEvent>(`deal-${dealId}`, {
      type: 'DealRegistered',
      data: {
        dealId,
        partnerId,
        programId: 'gitlab',
        dealType,
        claim: { name: 'Acme', country: 'US', domain: null, registerNumbers: [] },
        opportunity,
        value: amountIn(given.value ?? '1.00', given.currency),
        productFamily,
        territory: given.territory ?? 'NA',
        renewal: given.renewal ?? 'none',
        softwareOwnedByPartner,
        origin: null,
        registeredOn,
        silenceOn: null,
        partnerRevision: 0,
        ...(units !== undefined && { units }),
        ...(bonuses && { bonuses }),
        ...(distributorId !== undefined && { distributorId }),
      },
    });
    return this.record<DealEvent>(`deal-${dealId}`, {
      type: 'DealApproved',
      data: {
        customerId: 'c',
        grantId: 'g',
        approvedOn,
        expiresOn: plusDays(approvedOn, 90),
        by: 'person',
        partnerId,
        dealType,
        opportunity,
      },
    });
  }

  /** On the way that its opportunity took it, as sales report that. */
  routed(dealId: string, renewal: 'none' | 'flat' | 'growth'): this {
    return this.record<DealEvent>(`deal-${dealId}`, {
      type: 'DealRouted',
      data: {
        route: 'early-stage',
        case: { opportunity: '1', activity: 'active', renewal },
        opportunityRevision: 0,
        lastActivityOn: null,
        customer: 'new',
        decision: 'steps',
        steps: [],
        advice: null,
        opportunity: null,
        attribution: null,
        decisionDue: null,
      },
    });
  }

  extended(dealId: string, expiresOn: string): this {
    const data = { from: isoDate('2026-05-03'), expiresOn: isoDate(expiresOn), grantId: 'g' };
    return this.record<DealEvent>(`deal-${dealId}`, { type: 'DealExtended', data });
  }

  ended(dealId: string, how: 'withdrawn' | 'broken' | 'expired' | 'lost', day: string): this {
    const on = isoDate(day);
    const events = {
      withdrawn: { type: 'DealWithdrawn', data: { withdrawnOn: on } },
      expired: { type: 'DealExpired', data: { expiredOn: on } },
      lost: { type: 'DealLost', data: { lostOn: on } },
      broken: {
        type: 'DealProtectionBroken',
        data: { grantId: 'g', cause: 'inactivity', evidence: { document: 'd' }, brokenOn: on },
      },
    } as const;
    return this.record<DealEvent>(`deal-${dealId}`, events[how]);
  }

  sale(saleId: string, given: SaleGiven): this {
    const { dealId = null, opportunity: ref, bookedOn, currency: code } = given;
    const { programId = 'gitlab', marketplaceFee } = given;
    return this.record<SaleEvent>(`sale-${saleId}`, {
      type: 'SaleBooked',
      data: {
        saleId,
        programId,
        dealId,
        opportunity: ref === undefined ? null : { source: 'crm', ref },
        annualFees: amountIn(given.annualFees ?? '120000.00', code),
        netArr: amountIn(given.netArr ?? '120000.00', code),
        bookedOn: isoDate(bookedOn),
        ...(marketplaceFee && { marketplaceFee }),
      },
    });
  }

  paid(saleId: string, amount: string, on: string, code = 'USD'): this {
    const data = {
      paymentRef: `${saleId}-${on}`,
      amount: amountIn(amount, code),
      paidOn: isoDate(on),
    };
    return this.record<SaleEvent>(`sale-${saleId}`, { type: 'CustomerPaid', data });
  }

  soldBy(saleId: string, partnerId: string, personId: string): this {
    const data = { partnerId, personId };
    return this.record<SaleEvent>(`sale-${saleId}`, { type: 'SellerNamed', data });
  }

  reached(saleId: string, milestone: string, on: string): this {
    const data = { milestone, reachedOn: isoDate(on) };
    return this.record<SaleEvent>(`sale-${saleId}`, { type: 'MilestoneReached', data });
  }

  missed(saleId: string, milestone: string, dueOn: string): this {
    const data = { milestone, dueOn: isoDate(dueOn) };
    return this.record<SaleEvent>(`sale-${saleId}`, { type: 'MilestoneMissed', data });
  }

  excepted(saleId: string, dealId: string, rule: string, fundedBy: string | null): this {
    const data = { dealId, rule, fundedBy, decidedOn: isoDate('2026-04-20') };
    return this.record<SaleEvent>(`sale-${saleId}`, { type: 'IncentiveExceptionDecided', data });
  }

  taxForm(partnerId: string, personId: string | null, form: string, on: string): this {
    const data = { personId, form, receivedOn: isoDate(on), validTo: null };
    return this.record<PartnerEvent>(`partner-${partnerId}`, { type: 'TaxFormRecorded', data });
  }

  reversed(saleId: string, on: string): this {
    const data = { why: 'cancelled', reversedOn: isoDate(on) };
    return this.record<SaleEvent>(`sale-${saleId}`, { type: 'SaleReversed', data });
  }

  /** Units of each currency for one euro, as published on a day; said again, they are corrected. */
  rates(on: string, rates: Readonly<Record<string, string>>): this {
    const before = this.events.filter(({ stream }) => stream.startsWith('rates-')).length;
    const said = { source: 'ecb', publishedOn: isoDate(on), base: currency('EUR'), rates };
    return this.record<RateEvent>(`rates-ecb.${on.slice(0, 4)}`, {
      type: 'RatesPublished',
      data: { publication: `ecb/${on}/${before + 1}`, ...said },
    });
  }

  private record<E extends DomainEvent>(stream: string, event: E): this {
    const revision = this.events.filter((other) => other.stream === stream).length;
    this.events.push({
      ...event,
      id: `event-${this.events.length}`,
      stream,
      revision,
      position: logPosition(BigInt(this.events.length)),
      recordedAt: '2026-02-02T00:00:00.000Z',
      schemaVersion: 1,
      envelope: {
        commandId: 'c',
        commandHash: 'h',
        correlationId: 'c',
        causationId: 'c',
        actor: { principal: 'crm', role: 'sales-system' },
        occurredOn: isoDate('2026-02-02'),
      },
    });
    return this;
  }
}
