import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { RevisionConflicts } from '@accord/audit';
import {
  AuthenticationGuard,
  AuthorizationGuard,
  PlatformModule,
  ProblemFilter,
  ReplyInterceptor,
  RequestValidationPipe,
  type Config,
  type Logger,
} from '@accord/platform';
import { contextCatalogs, contextModules } from '../../contexts';
import { FixedWindows } from './fixed-windows';
import { HealthController } from './health.controller';
import { RATE_WINDOW_MS, RateLimitGuard } from './rate-limit.guard';

@Module({})
export class ApiModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(config, logger, contextCatalogs),
        ThrottlerModule.forRoot({
          throttlers: [{ ttl: RATE_WINDOW_MS, limit: config.ACCORD_RATE_LIMIT }],
          storage: new FixedWindows(),
        }),
        ...contextModules,
      ],
      controllers: [HealthController],
      providers: [
        // In this order: strangers are counted before they are sent away.
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_GUARD, useClass: AuthorizationGuard },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
        { provide: APP_INTERCEPTOR, useExisting: RevisionConflicts },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(logger) },
      ],
    };
  }
}
