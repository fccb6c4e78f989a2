import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Streams } from '@accord/event-store';
import { CommandContexts } from '../http/command-context';
import { Call, type HttpCall } from '../http/http-call';
import { CommandReply, replyTo } from '../http/replies';
import { apiKeyText, hashSecret, newApiKey } from './api-key';
import { Allow } from './allow.decorator';
import { createPrincipal } from './create-principal/create-principal';
import { CreatePrincipalRequest } from './create-principal/create-principal.request';
import type { Principal } from './principal';
import type { PrincipalEvent } from './principal.events';
import { revokeApiKey } from './revoke-api-key/revoke-api-key';
import { PRINCIPALS } from './principals.token';

/** The reply to a new principal; the key is shown this once. */
export class PrincipalReply extends CommandReply {
  /** Null when the command was a repetition: a key is never shown twice. */
  apiKey: string | null;
}

@ApiTags('principals')
@ApiBearerAuth()
@Controller('v1/principals')
export class PrincipalsController {
  constructor(
    @Inject(PRINCIPALS) private readonly principals: Streams<Principal, PrincipalEvent>,
    private readonly contexts: CommandContexts,
  ) {}

  /** Creates a principal with its roles and shows its API key once. */
  @Post()
  @Allow('admin')
  async create(
    @Body() body: CreatePrincipalRequest,
    @Call() call: HttpCall,
  ): Promise<PrincipalReply> {
    const { envelope, options } = await this.contexts.of(call);
    const key = newApiKey(body.principalId);
    const { principalId, roles, partnerId = null } = body;
    const command = {
      principalId,
      roles,
      partnerId,
      keyId: key.keyId,
      secretHash: hashSecret(key.secret),
    };
    const outcome = await this.principals.transact(
      principalId,
      envelope,
      (state) => createPrincipal(state, command),
      options,
    );
    const reply = replyTo(principalId, outcome);
    const apiKey = reply.status === 'accepted' ? apiKeyText(key) : null;
    return Object.assign(new PrincipalReply(), reply, { apiKey });
  }

  /** Closes one API key. It stops working everywhere within five seconds. */
  @Post(':principalId/keys/:keyId/revocation')
  @Allow('admin')
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
}
