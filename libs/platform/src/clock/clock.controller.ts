import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ROLES, isoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { Allow } from '../auth/allow.decorator';
import { CommandContexts } from '../http/command-context';
import { Call, type HttpCall } from '../http/http-call';
import { AtLeastQuery } from '../http/paging';
import { CommandReply, replyTo } from '../http/replies';
import { advanceClock } from './advance-clock/advance-clock';
import { AdvanceClockRequest } from './advance-clock/advance-clock.request';
import { BusinessClock } from './business-clock';
import { ClockResponse } from './clock.response';
import { INSTALLATION_ID, type Installation } from './installation';
import type { InstallationEvent } from './installation.events';
import { INSTALLATIONS } from './installation.token';

@ApiTags('clock')
@ApiBearerAuth()
@Controller('v1/clock')
export class ClockController {
  constructor(
    @Inject(INSTALLATIONS) private readonly installations: Streams<Installation, InstallationEvent>,
    private readonly clock: BusinessClock,
    private readonly contexts: CommandContexts,
  ) {}

  /** Which business date it is here, and how far due work has come. */
  @Get()
  @Allow(...ROLES)
  @ApiOkResponse({ type: ClockResponse })
  async today(@Query() _query: AtLeastQuery): Promise<ClockResponse> {
    const state = await this.clock.installation();
    const today = await this.clock.today();
    if (state.mode === 'none')
      throw new Error('unreachable: today() refuses without an installation');
    const workedThrough = state.mode === 'sandbox' ? state.workedThrough : today;
    return { mode: state.mode, today, workedThrough, logId: state.logId };
  }

  /** Moves a sandbox clock forward; the due work of every day passed is then done, in order. */
  @Post('advance')
  @Allow('admin')
  async advance(@Body() body: AdvanceClockRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { envelope, options } = await this.contexts.of(call);
    const outcome = await this.installations.transact(
      INSTALLATION_ID,
      envelope,
      (state) => advanceClock(state, { to: isoDate(body.to) }),
      options,
    );
    return replyTo(INSTALLATION_ID, outcome);
  }
}
