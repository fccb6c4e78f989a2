import { Controller, Get, Header, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { sha256Hex } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  AtLeastQuery,
  PageQuery,
  Problem,
  QueryReply,
  maySee,
  notFound,
  readUpload,
  replyTo,
  requestFault,
  type AccordRequest,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { PartnerDirectory } from '@accord/partners';
import { Vault } from '@accord/read-store';
import { EvidenceDirectory } from './evidence-list/evidence-directory';
import { EvidenceQuery } from './evidence-list/evidence.query';
import { EvidenceBody } from './evidence-list/evidence.response';
import { MEDIA_TYPES, mediaTypeOf } from './store-evidence/media-types';
import { StoreEvidenceCommand } from './store-evidence/store-evidence.handler';

/** Of one document. */
const MAX_EVIDENCE_BYTES = 10 * 1_048_576;

const TYPES = MEDIA_TYPES.map(({ name }) => name);

@ApiTags('evidence')
@ApiBearerAuth()
@Controller('v1/partners/:partnerId/evidence')
export class EvidenceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly documents: EvidenceDirectory,
    private readonly evidence: EvidenceQuery,
    private readonly partners: PartnerDirectory,
    private readonly vault: Vault,
  ) {}

  /**
   * Stores a document that proves something; the body is its bytes, at most 10 MiB. The reply's `id`
   * is their SHA-256, by which a claim names it. The same document sent again is stored once.
   */
  @Post()
  @Allow('partner', 'sales-system')
  @ApiConsumes(...TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: CommandReply })
  async store(
    @Param('partnerId') partnerId: string,
    @Req() request: AccordRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    if (!maySee(call.caller, partnerId)) throw notFound('partner');
    const type = mediaTypeOf(request.headers['content-type']);
    if (!type || !(request.body instanceof Readable)) {
      throw new Problem(415, 'unsupported-media-type', `Evidence is one of ${TYPES.join(', ')}`);
    }
    const bytes = await readUpload(request.body, MAX_EVIDENCE_BYTES);
    if (bytes.length === 0) throw fault('empty', 'The document is empty');
    if (!type.holds(bytes)) throw fault('not-as-declared', `These bytes are no ${type.name}`);
    const sha256 = sha256Hex(bytes);
    const document = { partnerId, sha256, mediaType: type.name, bytes };
    // The hash stands for the bytes: the same key with another document is refused.
    const context = await this.contexts.of({ ...call, body: { sha256, mediaType: type.name } });
    return replyTo(
      sha256,
      await this.commands.execute(new StoreEvidenceCommand(document, context)),
    );
  }

  /** Documents of the partner, in the order in which they came. */
  @Get()
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(EvidenceBody)
  async list(
    @Param('partnerId') partnerId: string,
    @Query() query: PageQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<Page<EvidenceBody>>> {
    if (!maySee(call.caller, partnerId)) throw notFound('partner');
    const found = await this.evidence.list(partnerId, query);
    const isNone = found.body.items.length === 0;
    if (isNone && !(await this.partners.isKnown(partnerId))) throw notFound('partner');
    return found;
  }

  /** The document itself, always to be saved and never to be shown by a browser. */
  @Get(':sha256')
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @Header('cache-control', 'private, no-store')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Header('x-content-type-options', 'nosniff')
  @ApiProduces(...TYPES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(
    @Param('partnerId') partnerId: string,
    @Param('sha256') sha256: string,
    @Query() _query: AtLeastQuery,
    @Call() call: HttpCall,
  ): Promise<StreamableFile> {
    if (!maySee(call.caller, partnerId)) throw notFound('document');
    const found = await this.documents.find(partnerId, sha256, { fresh: true });
    if (found.status === 'unknown') throw notFound('document');
    const stored = await this.vault.evidence(sha256);
    if (!stored) throw new Problem(410, 'evidence-lost', 'The vault no longer holds the document');
    if (sha256Hex(stored.bytes) !== sha256) {
      throw new Error(`The vault's document ${sha256} is not the one that was stored`);
    }
    const extension = mediaTypeOf(found.mediaType)?.extension ?? 'bin';
    return new StreamableFile(stored.bytes, {
      type: found.mediaType,
      disposition: `attachment; filename="${sha256}.${extension}"`,
      length: stored.bytes.length,
    });
  }
}

const fault = (code: string, message: string): Problem =>
  requestFault([{ code, message, path: 'body' }]);
