import { eventCatalog, type IsoDate } from '@accord/kernel';

/** Storage contracts: add, never rename. */
export type InstallationEvent =
  | {
      readonly type: 'InstallationCreated';
      readonly data: {
        readonly logId: string;
        readonly mode: 'live' | 'sandbox';
        /** The sandbox clock's first day; null for a live log, which follows the wall clock. */
        readonly startsOn: IsoDate | null;
        readonly timeZone: string;
      };
    }
  | {
      readonly type: 'ClockAdvanced';
      readonly data: { readonly from: IsoDate; readonly to: IsoDate };
    }
  | {
      /** Everything that fell due up to and including this day has been worked off. */
      readonly type: 'DueWorkCompleted';
      readonly data: { readonly through: IsoDate };
    };

export const installationEvents = eventCatalog<InstallationEvent>('installation', {
  InstallationCreated: { version: 1 },
  ClockAdvanced: { version: 1 },
  DueWorkCompleted: { version: 1 },
});
