import type { DomainEvent, EventCatalog } from '@accord/kernel';
import { AuditModule, auditProjections } from '@accord/audit';
import { CustomersModule, customerCatalogs, customerProjections } from '@accord/customers';
import {
  AdvanceQueueReactor,
  ApproveGrantedReactor,
  CloseLinkedReactor,
  DealDirectory,
  DealDueWork,
  DealsModule,
  ExtendGrantedReactor,
  RecordBrokenReactor,
  RecheckGrantReactor,
  ReleaseGrantReactor,
  WarnExpiryWork,
  dealCatalogs,
  dealProjections,
} from '@accord/deals';
import { IncentivesModule, incentiveProjections } from '@accord/incentives';
import { MdfDueWork, MdfModule, mdfCatalogs, mdfProjections } from '@accord/mdf';
import { PartnersModule, partnerCatalogs, partnerProjections } from '@accord/partners';
import {
  PayoutsModule,
  PostClaimReactor,
  payoutCatalogs,
  payoutProjections,
} from '@accord/payouts';
import { ProgramsModule, programCatalogs } from '@accord/programs';
import type { Projection } from '@accord/read-store';
import {
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
  ...customerCatalogs,
  ...dealCatalogs,
  ...saleCatalogs,
  ...mdfCatalogs,
  ...payoutCatalogs,
];

/** What acts on events; the worker finds each in its context's module. */
export const contextReactors = [
  AdvanceQueueReactor,
  ApproveGrantedReactor,
  ExtendGrantedReactor,
  CloseLinkedReactor,
  RecordBrokenReactor,
  RecheckGrantReactor,
  ReleaseGrantReactor,
  PostClaimReactor,
];

/** What has work to do on a date. */
export const contextDueWork = [DealDueWork, SaleDueWork, WarnExpiryWork, MdfDueWork];

export const contextProjections: readonly Projection[] = [
  ...partnerProjections,
  ...customerProjections,
  ...dealProjections,
  ...saleProjections,
  ...incentiveProjections,
  ...mdfProjections,
  ...payoutProjections,
  ...auditProjections,
];
