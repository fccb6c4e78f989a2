import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { EventStore } from '@accord/event-store';
import { AllowAnyone, Problem } from '@accord/platform';
import { ReadStore } from '@accord/read-store';

export class HealthBody {
  status: 'ok';
}

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly reads: ReadStore,
  ) {}

  /** The process is up. */
  @Get('health/live')
  @AllowAnyone()
  @ApiOkResponse({ type: HealthBody })
  live(): HealthBody {
    return { status: 'ok' };
  }

  /** The log and the read models answer. */
  @Get('health/ready')
  @AllowAnyone()
  @ApiOkResponse({ type: HealthBody })
  async ready(): Promise<HealthBody> {
    try {
      await this.store.head();
      await this.reads.views.read(['deals'], async () => undefined);
    } catch (error) {
      throw new Problem(503, 'not-ready', error instanceof Error ? error.message : String(error));
    }
    return { status: 'ok' };
  }
}
