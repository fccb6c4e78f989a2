import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  DisableEndpointCommand,
  EndpointsQuery,
  EventVisibility,
  type EndpointRow,
} from '@accord/audit';
import type { RecentLog, Streams } from '@accord/event-store';
import {
  BusinessClock,
  CommandContexts,
  OutboundPolicy,
  PRINCIPALS,
  type Config,
  type Logger,
  type Principal,
  type PrincipalEvent,
} from '@accord/platform';
import { ReadStore } from '@accord/read-store';
import { resolveHost } from './checked-addresses';
import { EndpointDelivery, type DeliveryPorts } from './endpoint-delivery';
import { postEvent } from './post-event';
import { signedMessage } from './signed-message';
import { Webhooks } from './webhooks';

/** Both secrets of an endpoint sign for so long after a rotation. */
const BOTH_SIGN_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** Webhooks of this process, from the parts that it is composed of. */
export function openWebhooks(
  app: INestApplicationContext,
  config: Config,
  log: RecentLog,
  logger: Logger,
  signal: AbortSignal,
): Webhooks {
  const reads = app.get(ReadStore);
  const policy = app.get(OutboundPolicy);
  const principals = app.get<Streams<Principal, PrincipalEvent>>(PRINCIPALS);
  const contexts = app.get(CommandContexts);
  const clock = app.get(BusinessClock);
  const commands = app.get(CommandBus);
  const endpoints = app.get(EndpointsQuery);

  const ports: DeliveryPorts = {
    log,
    progress: reads.webhooks,
    visibility: app.get(EventVisibility),
    logger,
    async callerOf(principalId) {
      const { state } = await principals.look(principalId, { fresh: true });
      if (state.status === 'unknown' || state.keys.size === 0) return undefined;
      return { principalId, roles: state.roles, partnerId: state.partnerId };
    },
    async send(endpoint, message, stop) {
      const secrets = await secretsOf(endpoint, reads, new Date());
      if (secrets.length === 0) {
        return { status: null, error: 'The vault does not hold its secret: rotate it', waitMs: 0 };
      }
      const signed = signedMessage(endpoint.url, message, secrets, new Date());
      return postEvent(signed, policy, resolveHost, stop);
    },
    async disable({ endpoint_id, revision }, code, why) {
      const origin = ['disable-endpoint', endpoint_id, String(revision)] as const;
      const context = contexts.ofSystem(origin, { today: await clock.today() });
      await commands.execute(new DisableEndpointCommand(endpoint_id, { code, why }, context));
    },
  };
  const settings = {
    firstRetryMs: config.ACCORD_WEBHOOK_RETRY_MS,
    giveUpMs: config.ACCORD_WEBHOOK_GIVE_UP_HOURS * HOUR_MS,
  };
  return new Webhooks(
    () => endpoints.all(),
    (endpoint, stop) => new EndpointDelivery(endpoint, ports, settings, stop).run(),
    logger,
    signal,
  );
}

/** @returns the current secret first; none where the vault is not the one that belongs to the log */
async function secretsOf(
  { secret_id, previous_secret_id, rotated_at }: EndpointRow,
  { vault }: ReadStore,
  now: Date,
): Promise<string[]> {
  const isOverlap = rotated_at !== null && now.getTime() - Date.parse(rotated_at) < BOTH_SIGN_MS;
  const ids =
    isOverlap && previous_secret_id !== null ? [secret_id, previous_secret_id] : [secret_id];
  const secrets = await Promise.all(ids.map((id) => vault.secret(id)));
  return secrets.filter((secret) => secret !== undefined);
}
