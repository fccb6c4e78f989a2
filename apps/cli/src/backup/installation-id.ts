import type { EventStore } from '@accord/event-store';
import { installation, INSTALLATION_ID } from '@accord/platform';

/** What tells the log of one installation from any other's. @throws Error when Accord has not begun it */
export async function installationId(log: EventStore): Promise<string> {
  const [first] = await log.read(installation, INSTALLATION_ID);
  if (first?.type === 'InstallationCreated') return first.data.logId;
  throw new Error(`${log.address} holds no log of Accord's`);
}
