import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { fold } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { CommandContexts } from '../http/command-context';
import { Call, type HttpCall } from '../http/http-call';
import { notFound } from '../http/problem';
import { ApiPage } from '../http/api-page.decorator';
import { AtLeastQuery, type Page } from '../http/paging';
import { CommandReply, QueryReply, replyTo } from '../http/replies';
import { apiKeyText, hashSecret, newApiKey, type ApiKey } from './api-key';
import { Allow } from './allow.decorator';
import { createPrincipal } from './create-principal/create-principal';
import { CreatePrincipalRequest } from './create-principal/create-principal.request';
import { issueApiKey } from './issue-api-key/issue-api-key';
import { principal, type Principal } from './principal';
import type { PrincipalEvent } from './principal.events';
import { ApiKeyReply, PrincipalBody } from './principal.response';
import { PrincipalListQuery, PrincipalsQuery } from './principal-list/principal-list.query';
import { revokeApiKey } from './revoke-api-key/revoke-api-key';
import { PRINCIPALS } from './principals.token';

@ApiTags('principals')
@ApiBearerAuth()
@Controller('v1/principals')
export class PrincipalsController {
  constructor(
    @Inject(PRINCIPALS) private readonly principals: Streams<Principal, PrincipalEvent>,
    private readonly contexts: CommandContexts,
    private readonly list: PrincipalsQuery,
  ) {}

  /** Creates a principal with its roles and shows its API key once. */
  @Post()
  @Allow('admin')
  @ApiCreatedResponse({ type: ApiKeyReply })
  async create(@Body() body: CreatePrincipalRequest, @Call() call: HttpCall): Promise<ApiKeyReply> {
    const { envelope, options } = await this.contexts.of(call);
    const { principalId, roles, partnerId = null } = body;
    const key = newApiKey(principalId);
    const command = { principalId, roles, partnerId, ...stored(key) };
    const outcome = await this.principals.transact(
      principalId,
      envelope,
      (state) => createPrincipal(state, command),
      options,
    );
    return withKey(outcome, key);
  }

  /**
   * Issues another API key and shows it once: to replace one, or because the answer that showed it was
   * lost. Keys that were valid before stay so until they are revoked.
   */
  @Post(':principalId/keys')
  @Allow('admin')
  @ApiCreatedResponse({ type: ApiKeyReply })
  async issueKey(
    @Param('principalId') principalId: string,
    @Call() call: HttpCall,
  ): Promise<ApiKeyReply> {
    const { envelope, options } = await this.contexts.of(call);
    const key = newApiKey(principalId);
    const outcome = await this.principals.transact(
      principalId,
      envelope,
      (state) => issueApiKey(state, stored(key)),
      options,
    );
    return withKey(outcome, key);
  }

  /** Closes one API key. It stops working everywhere within five seconds. */
  @Post(':principalId/keys/:keyId/revocation')
  @Allow('admin')
  @ApiCreatedResponse({ type: CommandReply })
  async revoke(
    @Param('principalId') principalId: string,
    @Param('keyId') keyId: string,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { envelope, options } = await this.contexts.of(call);
    const outcome = await this.principals.transact(
      principalId,
      envelope,
      (state) => revokeApiKey(state, { keyId }),
      options,
    );
    return replyTo(principalId, outcome);
  }

  /** Principals by their ids, with their roles and the ids of their valid keys. */
  @Get()
  @Allow('admin', 'auditor')
  @ApiPage(PrincipalBody)
  all(@Query() query: PrincipalListQuery): Promise<QueryReply<Page<PrincipalBody>>> {
    return this.list.list(query);
  }

  /** One principal with its roles and the ids of its valid keys. */
  @Get(':principalId')
  @Allow('admin', 'auditor')
  @ApiOkResponse({ type: PrincipalBody })
  async one(
    @Param('principalId') principalId: string,
    @Query() _query: AtLeastQuery,
  ): Promise<QueryReply<PrincipalBody>> {
    const events = await this.principals.events(principalId);
    const state = fold(principal, events);
    const last = events.at(-1);
    if (state.status === 'unknown' || !last) throw notFound('principal');
    const { id, roles, partnerId, keys } = state;
    const body = { principalId: id, roles: [...roles], partnerId, keyIds: [...keys.keys()] };
    return new QueryReply(body, last.position, false, last.revision);
  }
}

const stored = ({ keyId, secret }: ApiKey): { keyId: string; secretHash: string } => ({
  keyId,
  secretHash: hashSecret(secret),
});

function withKey(outcome: Outcome<Principal, PrincipalEvent>, key: ApiKey): ApiKeyReply {
  const reply = replyTo(key.principalId, outcome);
  const apiKey = reply.status === 'accepted' ? apiKeyText(key) : null;
  return Object.assign(new ApiKeyReply(), reply, { apiKey });
}
