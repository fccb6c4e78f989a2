import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, type Config, type Logger } from '@accord/platform';
import { contextCatalogs, contextModules } from '../../contexts';

@Module({})
export class WorkerModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.forRoot(config, logger, contextCatalogs), ...contextModules],
    };
  }
}
