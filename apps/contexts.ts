import type { DomainEvent, EventCatalog } from '@accord/kernel';
import { CustomersModule, customerCatalogs, customerProjections } from '@accord/customers';
import { DealsModule, dealCatalogs, dealProjections } from '@accord/deals';
import { PartnersModule, partnerCatalogs, partnerProjections } from '@accord/partners';
import { ProgramsModule, programCatalogs } from '@accord/programs';
import type { Projection } from '@accord/read-store';

/** Every context that Accord is made of: what all processes compose. */
export const contextModules = [PartnersModule, ProgramsModule, CustomersModule, DealsModule];

export const contextCatalogs: readonly EventCatalog<DomainEvent>[] = [
  ...partnerCatalogs,
  ...programCatalogs,
  ...customerCatalogs,
  ...dealCatalogs,
];

export const contextProjections: readonly Projection[] = [
  ...partnerProjections,
  ...customerProjections,
  ...dealProjections,
];
