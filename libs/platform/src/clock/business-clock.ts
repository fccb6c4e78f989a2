import { dateIn, type IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { INSTALLATION_ID, type Installation } from './installation';
import type { InstallationEvent } from './installation.events';

/** Which business date it is: the wall clock's in a live installation, the sandbox clock's in a sandbox. */
export class BusinessClock {
  constructor(
    private readonly installations: Pick<
      Streams<Installation, InstallationEvent>,
      'known' | 'look'
    >,
  ) {}

  /** @param zone IANA time zone of the program that asks; the installation's when absent */
  async today(zone?: string): Promise<IsoDate> {
    const state = await this.installation();
    switch (state.mode) {
      case 'none':
        throw new Error('This log has no installation yet; start the api once to create it');
      case 'live':
        return dateIn(new Date(), zone ?? state.timeZone);
      case 'sandbox':
        return state.today;
    }
  }

  /** @returns the instant of now, ISO 8601; null in a sandbox, whose clock knows days only */
  async now(): Promise<string | null> {
    const { mode } = await this.installation();
    return mode === 'live' ? new Date().toISOString() : null;
  }

  /** A live installation is known for good; the sandbox clock is read from the log each time. */
  async installation(): Promise<Installation> {
    const known = this.installations.known(INSTALLATION_ID)?.state;
    if (known?.mode === 'live') return known;
    return (await this.installations.look(INSTALLATION_ID, { fresh: true })).state;
  }
}
