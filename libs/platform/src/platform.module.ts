import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { DomainEvent, EventCatalog, StreamType } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import { ReadStore, Vault, type Projection } from '@accord/read-store';
import { Authenticator } from './auth/authenticator';
import { principal } from './auth/principal';
import { principalEvents } from './auth/principal.events';
import { principalListProjection } from './auth/principal-list/principal-list.projection';
import { PrincipalsQuery } from './auth/principal-list/principal-list.query';
import { PrincipalsController } from './auth/principals.controller';
import { PRINCIPALS } from './auth/principals.token';
import { BusinessClock } from './clock/business-clock';
import { ClockController } from './clock/clock.controller';
import { installation } from './clock/installation';
import { installationEvents } from './clock/installation.events';
import { INSTALLATIONS } from './clock/installation.token';
import { PointInTime } from './clock/point-in-time';
import type { Config } from './config/config';
import { CONFIG, LOGGER } from './config/tokens';
import type { Logger } from './config/logging';
import { CommandContexts } from './http/command-context';
import { OutboundPolicy } from './outbound/outbound-policy';

/** Offers one context's streams for injection under its token. */
export const provideStreams = <S, E extends DomainEvent>(
  token: symbol,
  type: StreamType<S, E>,
  maxCached?: number,
): Provider => ({
  provide: token,
  useFactory: (store: EventStore) => new Streams(store, type, maxCached),
  inject: [EventStore],
});

const connectReadStore = (config: Config): Promise<ReadStore> =>
  ReadStore.connect(config.DATABASE_URL, {
    locks: { waitMs: config.ACCORD_LOCK_WAIT_MS, holdMs: config.ACCORD_LOCK_HOLD_MS },
  });

export const platformCatalogs: readonly EventCatalog<DomainEvent>[] = [
  installationEvents,
  principalEvents,
];

export const platformProjections: readonly Projection[] = [principalListProjection];

/** The parts that every context stands on: the log, the read store, clock, callers and commands. */
@Module({})
export class PlatformModule {
  /** @param catalogs the events of every context that the process composes */
  static forRoot(
    config: Config,
    logger: Logger,
    catalogs: readonly EventCatalog<DomainEvent>[],
  ): DynamicModule {
    const registry = new EventRegistry([...platformCatalogs, ...catalogs]);
    const providers: Provider[] = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      {
        provide: EventStore,
        useFactory: () => EventStore.connect(config.EVENTSTORE_URL, registry),
      },
      { provide: ReadStore, useFactory: () => connectReadStore(config) },
      { provide: Vault, useFactory: ({ vault }: ReadStore) => vault, inject: [ReadStore] },
      {
        provide: OutboundPolicy,
        useValue: new OutboundPolicy(config.ACCORD_WEBHOOK_NETWORKS),
      },
      PrincipalsQuery,
      provideStreams(PRINCIPALS, principal),
      provideStreams(INSTALLATIONS, installation),
      {
        provide: BusinessClock,
        useFactory: (streams) => new BusinessClock(streams),
        inject: [INSTALLATIONS],
      },
      {
        provide: PointInTime,
        useFactory: (streams) => new PointInTime(streams),
        inject: [INSTALLATIONS],
      },
      {
        provide: Authenticator,
        useFactory: (streams) => new Authenticator(streams),
        inject: [PRINCIPALS],
      },
      {
        provide: CommandContexts,
        useFactory: (clock) => new CommandContexts(clock),
        inject: [BusinessClock],
      },
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      controllers: [PrincipalsController, ClockController],
      providers,
      exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }
}
