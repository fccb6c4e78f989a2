import { randomUUID } from 'node:crypto';
import { isoDate, uuidFrom, type Envelope, type IsoDate, dateIn } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { apiKeyText, hashSecret, newApiKey } from './auth/api-key';
import { createPrincipal } from './auth/create-principal/create-principal';
import type { Principal } from './auth/principal';
import type { PrincipalEvent } from './auth/principal.events';
import { createInstallation } from './clock/create-installation/create-installation';
import { INSTALLATION_ID, type Installation } from './clock/installation';
import type { InstallationEvent } from './clock/installation.events';
import type { Config } from './config/config';

export const FIRST_ADMIN = 'admin';

/**
 * Makes an empty log an installation and creates the first admin. Whoever of several processes comes
 * first does it; for the others there is nothing to do.
 * @returns the admin's API key, the only time it exists in clear; undefined when an admin was there
 * @throws Error when the log is an installation of another mode than the one that is configured
 */
export async function bootstrap(
  config: Config,
  installations: Streams<Installation, InstallationEvent>,
  principals: Streams<Principal, PrincipalEvent>,
): Promise<string | undefined> {
  await ensureInstallation(config, installations);
  const key = newApiKey(FIRST_ADMIN);
  const outcome = await principals.transact(
    FIRST_ADMIN,
    bootEnvelope('first-admin', key.keyId, firstDay(config)),
    (state) =>
      createPrincipal(state, {
        principalId: FIRST_ADMIN,
        roles: ['admin'],
        partnerId: null,
        keyId: key.keyId,
        secretHash: hashSecret(key.secret),
      }),
  );
  return outcome.kind === 'accepted' ? apiKeyText(key) : undefined;
}

async function ensureInstallation(
  config: Config,
  installations: Streams<Installation, InstallationEvent>,
): Promise<void> {
  const { state } = await installations.look(INSTALLATION_ID, { fresh: true });
  const wanted = config.ACCORD_MODE;
  if (state.mode !== 'none') {
    if (wanted === undefined || wanted === state.mode) return;
    throw new Error(
      `ACCORD_MODE is ${wanted}, but this log is a ${state.mode} installation for good. ` +
        'Point EVENTSTORE_URL at another log, or leave ACCORD_MODE unset.',
    );
  }
  const startsOn = wanted === 'sandbox' ? firstDay(config) : null;
  const logId = randomUUID();
  await installations.transact(
    INSTALLATION_ID,
    bootEnvelope('installation', logId, firstDay(config)),
    (found) => createInstallation(found, { logId, timeZone: config.ACCORD_TIME_ZONE, startsOn }),
  );
}

const firstDay = (config: Config): IsoDate =>
  isoDate(config.ACCORD_SANDBOX_START ?? dateIn(new Date(), config.ACCORD_TIME_ZONE));

function bootEnvelope(what: string, unique: string, occurredOn: IsoDate): Envelope {
  const commandId = uuidFrom('bootstrap', what, unique);
  return {
    commandId,
    commandHash: commandId,
    correlationId: commandId,
    causationId: commandId,
    actor: { principal: 'accord:bootstrap', role: 'system' },
    occurredOn,
  };
}
