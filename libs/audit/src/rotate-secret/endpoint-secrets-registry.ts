import { Inject, Injectable } from '@nestjs/common';
import type { CommandOptions, Outcome, Streams } from '@accord/event-store';
import { newSigningSecret, replyTo } from '@accord/platform';
import { Vault } from '@accord/read-store';
import type { Endpoint } from '../endpoint/endpoint';
import type { EndpointEvent } from '../endpoint/endpoint.events';
import { ENDPOINTS } from '../endpoint/endpoints.token';
import { SecretReply } from '../endpoint-list/endpoint.response';

/** Keeps the secrets of endpoints in the vault; the log knows their ids. */
@Injectable()
export class EndpointSecrets {
  constructor(
    @Inject(ENDPOINTS) private readonly endpoints: Streams<Endpoint, EndpointEvent>,
    private readonly vault: Vault,
  ) {}

  /**
   * Stores a new secret before the log names it, and takes it back where the command made none.
   * @param command to be given with the secret's id
   * @throws Problem 422 when the command was refused
   */
  async issue(
    endpointId: string,
    { dryRun = false }: CommandOptions,
    command: (secretId: string) => Promise<Outcome<Endpoint, EndpointEvent>>,
  ): Promise<SecretReply> {
    const { id, value } = newSigningSecret();
    if (!dryRun) await this.vault.putSecret(id, value);
    const outcome = await command(id);
    const isNew = outcome.kind === 'accepted';
    if (!dryRun && !isNew) await this.vault.removeSecret(id);
    const reply = replyTo(endpointId, outcome);
    return Object.assign(new SecretReply(), reply, { secret: isNew ? value : null });
  }

  /** Deletes every secret that the endpoint ever had. */
  async removeAll(endpointId: string): Promise<void> {
    for (const { data } of await this.endpoints.events(endpointId)) {
      if ('secretId' in data) await this.vault.removeSecret(data.secretId);
    }
  }
}
