import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { currency, isoDate } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  replyTo,
  requestFault,
  type HttpCall,
  type Page,
  type QueryReply,
} from '@accord/platform';
import { PublishRatesCommand } from './publish-rates/publish-rates.handler';
import { PublishRatesRequest } from './publish-rates/publish-rates.request';
import { RateListQuery, RatesQuery } from './rate-list/rates.query';
import { RateResponse } from './rate-list/rate.response';
import { ratesId } from './rates';

@ApiTags('exchange rates')
@ApiBearerAuth()
@Controller('v1/exchange-rates')
export class RatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly rates: RatesQuery,
  ) {}

  /** Records what a source published on days of one year. Nothing published is ever overwritten. */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async publish(@Body() body: PublishRatesRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { source, baseCurrency, days, correctionReason: why = null } = body;
    const [id = '', another] = new Set(
      days.map(({ publishedOn }) => ratesId(source, isoDate(publishedOn))),
    );
    if (another !== undefined) {
      const message = 'The days of one request lie in one year';
      throw requestFault([{ code: 'several-years', message, path: 'days' }]);
    }
    const based = days.flatMap(({ rates }, day) =>
      rates.flatMap(({ currency: code }, i) =>
        code === baseCurrency ? [`days.${day}.rates.${i}.currency`] : [],
      ),
    );
    if (based.length > 0) {
      const message = 'The base currency has no rate to itself';
      throw requestFault(based.map((path) => ({ code: 'rate-of-base', message, path })));
    }
    const context = await this.contexts.of(call, why === null ? {} : { reason: { internal: why } });
    const command = {
      source,
      base: currency(baseCurrency),
      days: days.map((day) => ({ ...day, publishedOn: isoDate(day.publishedOn) })),
      why,
    };
    return replyTo(id, await this.commands.execute(new PublishRatesCommand(id, command, context)));
  }

  /** Rates as they were published, corrections among them. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(RateResponse)
  list(@Query() query: RateListQuery): Promise<QueryReply<Page<RateResponse>>> {
    return this.rates.list(query);
  }
}
