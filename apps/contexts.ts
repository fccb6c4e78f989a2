import type { DomainEvent, EventCatalog } from '@accord/kernel';
import { AuditModule, auditCatalogs, auditProjections } from '@accord/audit';
import { CustomersModule, customerCatalogs, customerProjections } from '@accord/customers';
import {
  AdvanceQueueReactor,
  ApproveGrantedReactor,
  BreakInactiveWork,
  CloseLinkedReactor,
  DealDirectory,
  DealDueWork,
  DealsModule,
  ExtendGrantedReactor,
  FinishMergeReactor,
  FinishSplitReactor,
  RecordBrokenReactor,
  RecheckGrantReactor,
  NarrowGrantReactor,
  ReleaseGrantReactor,
  WarnExpiryWork,
  dealCatalogs,
  dealProjections,
} from '@accord/deals';
import { IncentivesModule, incentiveProjections } from '@accord/incentives';
import {
  AccrueCoopReactor,
  EndOfAgreementReactor,
  FinishTransferReactor,
  MdfDueWork,
  MdfModule,
  mdfCatalogs,
  mdfProjections,
} from '@accord/mdf';
import { PartnersModule, partnerCatalogs, partnerProjections } from '@accord/partners';
import {
  PayoutsModule,
  DisputeDueWork,
  PostClaimReactor,
  PostRefundReactor,
  RecordOpeningReactor,
  payoutCatalogs,
  payoutProjections,
} from '@accord/payouts';
import {
  ProgramsModule,
  QuarterEndWork,
  programCatalogs,
  programProjections,
} from '@accord/programs';
import { RatesModule, rateCatalogs, rateProjections } from '@accord/rates';
import { platformProjections } from '@accord/platform';
import type { Projection } from '@accord/read-store';
import {
  MilestoneDueWork,
  OpportunitiesModule,
  SaleDueWork,
  SalesModule,
  saleCatalogs,
  saleProjections,
} from '@accord/sales';

/** Every context that Accord is made of: what all processes compose. */
export const contextModules = [
  PartnersModule,
  ProgramsModule,
  RatesModule,
  CustomersModule,
  OpportunitiesModule,
  DealsModule,
  SalesModule.asking(DealsModule, DealDirectory),
  IncentivesModule,
  MdfModule,
  PayoutsModule,
  AuditModule,
];

export const contextCatalogs: readonly EventCatalog<DomainEvent>[] = [
  ...partnerCatalogs,
  ...programCatalogs,
  ...rateCatalogs,
  ...customerCatalogs,
  ...dealCatalogs,
  ...saleCatalogs,
  ...mdfCatalogs,
  ...payoutCatalogs,
  ...auditCatalogs,
];

/** What acts on events; the worker finds each in its context's module. */
export const contextReactors = [
  AdvanceQueueReactor,
  ApproveGrantedReactor,
  ExtendGrantedReactor,
  FinishMergeReactor,
  FinishSplitReactor,
  CloseLinkedReactor,
  RecordBrokenReactor,
  RecheckGrantReactor,
  NarrowGrantReactor,
  ReleaseGrantReactor,
  PostClaimReactor,
  PostRefundReactor,
  RecordOpeningReactor,
  FinishTransferReactor,
  AccrueCoopReactor,
  EndOfAgreementReactor,
];

/** What has work to do on a date. */
export const contextDueWork = [
  DealDueWork,
  SaleDueWork,
  MilestoneDueWork,
  WarnExpiryWork,
  BreakInactiveWork,
  MdfDueWork,
  DisputeDueWork,
  QuarterEndWork,
];

export const contextProjections: readonly Projection[] = [
  ...platformProjections,
  ...partnerProjections,
  ...programProjections,
  ...rateProjections,
  ...customerProjections,
  ...dealProjections,
  ...saleProjections,
  ...incentiveProjections,
  ...mdfProjections,
  ...payoutProjections,
  ...auditProjections,
];
