import 'reflect-metadata';
import { once } from 'node:events';
import { Body, Controller, Module, Post, type DynamicModule } from '@nestjs/common';
import { EventStore } from '@accord/event-store';
import {
  Allow,
  createLogger,
  readConfig,
  reportReady,
  runUntilSignalled,
  type Config,
  type Logger,
} from '@accord/platform';
import { ReadStore } from '@accord/read-store';
import { ApiModule } from '../../../apps/api/src/api.module';
import { createServer } from '../../../apps/api/src/http-server';
import { appendSamples, type SampleEvent } from './sample-events';

/** The events that the route appends, as JSON. */
const samples = (): SampleEvent[] => JSON.parse(process.env['BENCH_SAMPLE_EVENTS'] ?? '[]');

/** The API with one route more, which knows its caller and appends without looking at the request. */
@Controller('bench')
class AppendController {
  private readonly events = samples();

  constructor(private readonly store: EventStore) {}

  @Post('append')
  @Allow('sales-system')
  async append(@Body() _body: unknown): Promise<{ position: string }> {
    return { position: String(await appendSamples(this.store.client, this.events)) };
  }
}

@Module({})
class AppendRouteModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: AppendRouteModule,
      imports: [ApiModule.forRoot(config, logger)],
      controllers: [AppendController],
    };
  }
}

const logger = createLogger('append-route', process.env['LOG_LEVEL'] ?? 'info');

void runUntilSignalled(logger, async (signal) => {
  const config = readConfig(process.env);
  const app = await createServer(config, logger, AppendRouteModule.forRoot(config, logger));
  try {
    await app.listen(config.ACCORD_PORT, config.ACCORD_HOST);
    reportReady({ url: await app.getUrl() });
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await app.close();
    await app.get(ReadStore).close();
    await app.get(EventStore).close();
  }
});
