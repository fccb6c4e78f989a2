import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { sha256Hex } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  notFound,
  readUpload,
  replyTo,
  type AccordRequest,
  type HttpCall,
  type Page,
  type QueryReply,
} from '@accord/platform';
import { BulkTaskBody, LineResultBody } from './bulk-task/bulk-task.response';
import { BulkResultsQuery, BulkTasksQuery } from './bulk-task/bulk-tasks.query';
import {
  MAX_TASK_BYTES,
  SubmitBulkTaskCommand,
  taskIdOf,
} from './bulk-task/submit-bulk-task.handler';
import { BULK_TYPES } from './register-deals-in-bulk/bulk-lines';
import { bulkRequestOf } from './register-deals-in-bulk/bulk.request';

@ApiTags('deals')
@ApiBearerAuth()
@Controller('v1/bulk-tasks')
export class BulkTasksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly tasks: BulkTasksQuery,
  ) {}

  /**
   * Takes a file of registrations, at most 10,000 lines and 16 MiB, in the form of the bulk route. They
   * are registered in the background, in the order of the file; the task tells how far it has come.
   */
  @Post()
  @Allow('sales-system', 'program-manager')
  @ApiConsumes(...BULK_TYPES)
  @ApiBody({ schema: { type: 'string' } })
  @ApiCreatedResponse({ type: CommandReply })
  async submit(@Req() request: AccordRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { type: mediaType, body } = bulkRequestOf(request);
    const bytes = await readUpload(body, MAX_TASK_BYTES);
    const sha256 = sha256Hex(bytes);
    // Another file is another body.
    const context = await this.contexts.of({ ...call, body: { mediaType, sha256 } });
    const command = new SubmitBulkTaskCommand({ mediaType, bytes, sha256 }, context);
    return replyTo(taskIdOf(context), await this.commands.execute(command));
  }

  /** The caller's tasks, the last one first; program managers and auditors see all. */
  @Get()
  @Allow('sales-system', 'program-manager', 'auditor')
  @ApiPage(BulkTaskBody)
  list(
    @Query() query: PageQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<BulkTaskBody>>> {
    return this.tasks.list(caller, query);
  }

  /** How far the task has come. */
  @Get(':taskId')
  @Allow('sales-system', 'program-manager', 'auditor')
  @ApiOkResponse({ type: BulkTaskBody })
  async one(
    @Param('taskId') taskId: string,
    @Query() query: AtLeastQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<BulkTaskBody>> {
    const found = await this.tasks.one(caller, taskId, query);
    if (!found) throw notFound('task');
    return found;
  }

  /** What became of each line so far, in the order of the file. */
  @Get(':taskId/results')
  @Allow('sales-system', 'program-manager', 'auditor')
  @ApiPage(LineResultBody)
  async results(
    @Param('taskId') taskId: string,
    @Query() query: BulkResultsQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<LineResultBody>>> {
    const found = await this.tasks.results(caller, taskId, query);
    if (!found) throw notFound('task');
    return found;
  }
}
