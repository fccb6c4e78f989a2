import type { IsoDate, StreamType } from '@accord/kernel';
import { installationEvents, type InstallationEvent } from './installation.events';

export type Installation =
  | { readonly mode: 'none' }
  | { readonly mode: 'live'; readonly logId: string; readonly timeZone: string }
  | {
      readonly mode: 'sandbox';
      readonly logId: string;
      readonly timeZone: string;
      readonly today: IsoDate;
      /** Due work is done up to this day; the clock moves on only from there. */
      readonly workedThrough: IsoDate;
    };

/** There is one installation in a log; its stream is `installation-accord`. */
export const INSTALLATION_ID = 'accord';

export const installation: StreamType<Installation, InstallationEvent> = {
  catalog: installationEvents,
  initial: { mode: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'InstallationCreated': {
        const { logId, timeZone, startsOn } = event.data;
        if (startsOn === null) return { mode: 'live', logId, timeZone };
        return { mode: 'sandbox', logId, timeZone, today: startsOn, workedThrough: startsOn };
      }
      case 'ClockAdvanced':
        return state.mode === 'sandbox' ? { ...state, today: event.data.to } : state;
      case 'DueWorkCompleted':
        return state.mode === 'sandbox' ? { ...state, workedThrough: event.data.through } : state;
    }
  },
};
