import { Controller, Post, Req, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { Allow, Call, type AccordRequest, type HttpCall } from '@accord/platform';
import { BULK_TYPES, bulkLines, type BulkType } from './bulk-lines';
import { bulkRequestOf } from './bulk.request';
import { BulkRegistration } from './bulk-registration';
import type { LineResult } from './line-result';

/** Lines that are worked on at once. */
const AT_ONCE = 16;

@ApiTags('deals')
@ApiBearerAuth()
@Controller('v1/deals')
export class BulkController {
  constructor(private readonly registration: BulkRegistration) {}

  /**
   * Registers many deals: one JSON object per line, or CSV with a header whose columns are the fields
   * (`customer.name`, `origin.ref`). Each needs an `origin`, so that sending a file again goes on where
   * it was cut off. Answers one JSON object per line, in order, while the request still comes in.
   */
  @Post('bulk')
  @Allow('sales-system', 'program-manager')
  @ApiConsumes(...BULK_TYPES)
  @ApiProduces('application/x-ndjson')
  @ApiBody({ schema: { type: 'string' } })
  @ApiCreatedResponse({ schema: { type: 'string' } })
  register(@Req() request: AccordRequest, @Call() call: HttpCall): StreamableFile {
    const { type, body } = bulkRequestOf(request);
    const results = this.results(type, body, call);
    return new StreamableFile(Readable.from(results), { type: 'application/x-ndjson' });
  }

  private async *results(type: BulkType, body: Readable, call: HttpCall): AsyncGenerator<string> {
    const working: Promise<LineResult>[] = [];
    const text = async (result: Promise<LineResult> | undefined): Promise<string> =>
      `${JSON.stringify(await result)}\n`;
    for await (const line of bulkLines(type, body)) {
      working.push(this.registration.register(line, call));
      if (working.length >= AT_ONCE) yield text(working.shift());
    }
    while (working.length > 0) yield text(working.shift());
  }
}
