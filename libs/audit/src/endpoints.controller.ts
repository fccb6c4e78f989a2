import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { logPosition, uuidFrom, type Decision } from '@accord/kernel';
import { EventStore, type Outcome, type Streams } from '@accord/event-store';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  OutboundPolicy,
  PageQuery,
  QueryReply,
  notFound,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import type { Endpoint } from './endpoint/endpoint';
import type { EndpointEvent } from './endpoint/endpoint.events';
import { ENDPOINTS } from './endpoint/endpoints.token';
import { SecretReply, DeliveryBody, EndpointBody } from './endpoint-list/endpoint.response';
import { EndpointsQuery } from './endpoint-list/endpoints.query';
import { EndpointSecrets } from './rotate-secret/endpoint-secrets-registry';
import { pauseEndpoint, removeEndpoint, resumeEndpoint } from './pause-endpoint/pause-endpoint';
import { registerEndpoint } from './register-endpoint/register-endpoint';
import {
  RegisterEndpointRequest,
  ReplayEndpointRequest,
} from './register-endpoint/register-endpoint.request';
import { replayEndpoint } from './replay-endpoint/replay-endpoint';
import { rotateSecret } from './rotate-secret/rotate-secret';

type Told = Outcome<Endpoint, EndpointEvent>;

@ApiTags('webhooks')
@ApiBearerAuth()
@Controller('v1/webhook-endpoints')
export class EndpointsController {
  constructor(
    @Inject(ENDPOINTS) private readonly endpoints: Streams<Endpoint, EndpointEvent>,
    private readonly contexts: CommandContexts,
    private readonly query: EndpointsQuery,
    private readonly network: OutboundPolicy,
    private readonly secrets: EndpointSecrets,
    private readonly log: EventStore,
  ) {}

  /**
   * Registers an endpoint that is told every event its principal may see, and shows the secret that
   * signs them once. A sales system is told what the event feed says; a partner, what happened to
   * registrations, funds and statements of its own, and reads the rest through the API.
   */
  @Post()
  @Allow('sales-system', 'auditor', 'partner')
  @ApiCreatedResponse({ type: SecretReply })
  async register(
    @Body() { url, types, after }: RegisterEndpointRequest,
    @Call() call: HttpCall,
  ): Promise<SecretReply> {
    const { envelope, options, caller } = await this.contexts.of(call);
    const { principalId } = caller;
    const from = after ?? (await this.log.head()).position.toString();
    const isPosition = await this.isPosition(from);
    const endpointId = uuidFrom('endpoint', envelope.commandId);
    const others = await this.query.countOf(principalId);
    const host = this.network.whereIs(new URL(url).hostname);
    const wanted = { types: types ?? null, after: from };
    const command = { endpointId, principalId, url, ...wanted };
    return this.secrets.issue(endpointId, options, (secretId) =>
      this.endpoints.transact(
        endpointId,
        envelope,
        (state) => registerEndpoint(state, { ...command, secretId }, { others, isPosition, host }),
        options,
      ),
    );
  }

  /** The caller's endpoints and how far each has been told; administrators and auditors see all. */
  @Get()
  @Allow('sales-system', 'partner', 'admin', 'auditor')
  @ApiPage(EndpointBody)
  list(
    @Query() query: PageQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<EndpointBody>>> {
    return this.query.list(caller, query);
  }

  /** One endpoint: what it is sent, how far it was told beside the head of the log, and why it is disabled. */
  @Get(':endpointId')
  @Allow('sales-system', 'partner', 'admin', 'auditor')
  @ApiOkResponse({ type: EndpointBody })
  async one(
    @Param('endpointId') endpointId: string,
    @Query() query: AtLeastQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<EndpointBody>> {
    const found = await this.query.one(caller, endpointId, query);
    if (!found) throw notFound('endpoint');
    return found;
  }

  /** What became of the last events sent to the endpoint: tries, last answer. The last one first. */
  @Get(':endpointId/deliveries')
  @Allow('sales-system', 'partner', 'admin', 'auditor')
  @ApiPage(DeliveryBody)
  async deliveries(
    @Param('endpointId') endpointId: string,
    @Query() query: PageQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<DeliveryBody>>> {
    if (!(await this.query.one(caller, endpointId))) throw notFound('endpoint');
    return this.query.deliveries(endpointId, query);
  }

  /** Gives the endpoint another secret and shows it once. For a day both sign. */
  @Post(':endpointId/secret')
  @Allow('sales-system', 'auditor', 'partner')
  @ApiCreatedResponse({ type: SecretReply })
  async rotate(
    @Param('endpointId') endpointId: string,
    @Call() call: HttpCall,
  ): Promise<SecretReply> {
    await this.mustOwn(endpointId, call);
    const { envelope, options } = await this.contexts.of(call);
    return this.secrets.issue(endpointId, options, (secretId) =>
      this.endpoints.transact(
        endpointId,
        envelope,
        (state) => rotateSecret(state, { secretId }),
        options,
      ),
    );
  }

  /** Tells nothing until it is resumed. */
  @Post(':endpointId/pause')
  @Allow('sales-system', 'auditor', 'partner', 'admin')
  @ApiCreatedResponse({ type: CommandReply })
  pause(@Param('endpointId') endpointId: string, @Call() call: HttpCall): Promise<CommandReply> {
    return this.decide(endpointId, call, pauseEndpoint);
  }

  /** Goes on from where telling had come to; also where Accord had given up. */
  @Post(':endpointId/resumption')
  @Allow('sales-system', 'auditor', 'partner', 'admin')
  @ApiCreatedResponse({ type: CommandReply })
  resume(@Param('endpointId') endpointId: string, @Call() call: HttpCall): Promise<CommandReply> {
    return this.decide(endpointId, call, resumeEndpoint);
  }

  /** Tells everything after a position again. */
  @Post(':endpointId/replay')
  @Allow('sales-system', 'auditor', 'partner')
  @ApiCreatedResponse({ type: CommandReply })
  async replay(
    @Param('endpointId') endpointId: string,
    @Body() body: ReplayEndpointRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const isPosition = await this.isPosition(body.after);
    return this.decide(endpointId, call, (state) => replayEndpoint(state, body, isPosition));
  }

  /** Removes the endpoint and its secrets. */
  @Post(':endpointId/removal')
  @Allow('sales-system', 'auditor', 'partner', 'admin')
  @ApiCreatedResponse({ type: CommandReply })
  async remove(
    @Param('endpointId') endpointId: string,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const reply = await this.decide(endpointId, call, removeEndpoint);
    if (reply.status !== 'dry-run') await this.secrets.removeAll(endpointId);
    return reply;
  }

  /** The store goes on only from where a record lies. */
  private async isPosition(after: string): Promise<boolean> {
    return BigInt(after) === 0n || (await this.log.idAt(logPosition(after))) !== undefined;
  }

  private async decide(
    endpointId: string,
    call: HttpCall,
    decide: (state: Endpoint) => Decision<EndpointEvent>,
  ): Promise<CommandReply> {
    await this.mustOwn(endpointId, call);
    const { envelope, options } = await this.contexts.of(call);
    const outcome: Told = await this.endpoints.transact(endpointId, envelope, decide, options);
    return replyTo(endpointId, outcome);
  }

  /** Another principal's endpoint looks like none; an administrator may stop any. */
  private async mustOwn(endpointId: string, { caller, actingAs }: HttpCall): Promise<void> {
    const { state } = await this.endpoints.look(endpointId, { fresh: true });
    const isTheirs = state.status !== 'unknown' && state.principalId === caller.principalId;
    if (!isTheirs && (actingAs !== 'admin' || state.status === 'unknown')) {
      throw notFound('endpoint');
    }
  }
}
