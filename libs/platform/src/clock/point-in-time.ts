import type { Streams } from '@accord/event-store';
import { INSTALLATION_ID, type Installation } from './installation';
import type { InstallationEvent } from './installation.events';
import { recordedBy, type RecordedBy } from './recorded-by';

/** Answers "as of": what had been recorded by some moment. */
export class PointInTime {
  constructor(private readonly installations: Streams<Installation, InstallationEvent>) {}

  /**
   * @param asOf a log position, an instant of recording, or a date of the installation's clock
   * @throws Problem 400 when it is none of them
   */
  async resolve(asOf: string): Promise<RecordedBy> {
    return recordedBy(asOf, await this.installations.events(INSTALLATION_ID));
  }
}
