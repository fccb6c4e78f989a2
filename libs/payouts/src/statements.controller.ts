import { Controller, Get, Headers, Param, Query, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  PageQuery,
  QueryReply,
  notFound,
  type HttpCall,
  type Page,
} from '@accord/platform';
import type { FastifyReply } from 'fastify';
import { ExplanationQuery } from './explanation/explanation.query';
import { ExplanationBody, StatementExplanationBody } from './explanation/explanation.response';
import { StatementExplanation } from './explanation/statement-explanation.query';
import { MemberBody } from '@accord/incentives';
import { LineMembersQuery } from './line-members/line-members.query';
import { printed, type PrintedStatement } from './statement-files/printed-statement';
import { statementCsv } from './statement-files/statement-csv';
import { fileFormat, MEDIA_TYPES, type FileFormat } from './statement-files/statement-format';
import { statementPdf } from './statement-files/statement-pdf';
import { statementXlsx } from './statement-files/statement-xlsx';
import { StatementBody, StatementDetailBody } from './statement-list/statement.response';
import {
  StatementListQuery,
  StatementQuery,
  StatementsQuery,
} from './statement-list/statements.query';

const STATEMENT_CONTENT = {
  'application/json': { schema: { $ref: getSchemaPath(StatementDetailBody) } },
  ...Object.fromEntries(
    Object.values(MEDIA_TYPES).map((type) => [
      type,
      { schema: { type: 'string', format: 'binary' } },
    ]),
  ),
};

@ApiTags('statements')
@ApiBearerAuth()
@Controller('v1/statements')
export class StatementsController {
  constructor(
    private readonly statements: StatementsQuery,
    private readonly explanations: ExplanationQuery,
    private readonly whole: StatementExplanation,
    private readonly members: LineMembersQuery,
  ) {}

  /** Issued statements, by id. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(StatementBody)
  list(
    @Query() query: StatementListQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<StatementBody>>> {
    return this.statements.list(caller, query);
  }

  /** One statement with a page of its lines; `Accept` gives it whole as CSV, XLSX or PDF. */
  @Get(':statementId')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiExtraModels(StatementDetailBody)
  @ApiOkResponse({ content: STATEMENT_CONTENT })
  async one(
    @Param('statementId') statementId: string,
    @Query() query: StatementQuery,
    @Headers('accept') accept: string | undefined,
    @Call() { caller }: HttpCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueryReply<StatementDetailBody> | StreamableFile> {
    const found = await this.statements.one(caller, statementId, query);
    if (!found) throw notFound('statement');
    const format = fileFormat(accept);
    if (!format) return found;
    const { value: whole } = await this.statements.whole(caller, statementId, query);
    if (!whole) throw notFound('statement');
    const file = await fileOf(format, printed(caller, whole.row, whole.lines));
    reply.type(MEDIA_TYPES[format]);
    reply.header('content-disposition', `attachment; filename="${statementId}.${format}"`);
    return new StreamableFile(file);
  }

  /** A statement as a whole: what makes its total, by rule and by booking, who let it go, what became of it. */
  @Get(':statementId/explanation')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: StatementExplanationBody })
  async explainWhole(
    @Param('statementId') statementId: string,
    @Query() query: AtLeastQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<StatementExplanationBody>> {
    const found = await this.whole.of(caller, statementId, query);
    if (!found) throw notFound('statement');
    return found;
  }

  /** One line down to its events, program version, arithmetic and approvals. */
  @Get(':statementId/lines/:lineId/explanation')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: ExplanationBody })
  async explain(
    @Param('statementId') statementId: string,
    @Param('lineId') lineId: string,
    @Query() query: AtLeastQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<ExplanationBody>> {
    const found = await this.explanations.of(caller, statementId, lineId, query);
    if (!found) throw notFound('statement line');
    return found;
  }

  /** What a line counted or summed over more than its own sale, one by one, as it was known to the close. */
  @Get(':statementId/lines/:lineId/measures/:measure/members')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(MemberBody)
  async listMembers(
    @Param('statementId') statementId: string,
    @Param('lineId') lineId: string,
    @Param('measure') measure: string,
    @Query() query: PageQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<MemberBody>>> {
    const found = await this.members.list(caller, { statementId, lineId, measure }, query);
    if (!found) throw notFound('measure of the line');
    return found;
  }
}

async function fileOf(format: FileFormat, statement: PrintedStatement): Promise<Buffer> {
  switch (format) {
    case 'csv':
      return Buffer.from(statementCsv(statement));
    case 'xlsx':
      return statementXlsx(statement);
    case 'pdf':
      return statementPdf(statement);
  }
}
