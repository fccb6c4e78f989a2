import { accepted, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';

/** Notes why silence could not approve; a person decides from here. */
export const lapseSilence = (
  state: Deal,
  why: Extract<DealEvent, { type: 'DealSilenceLapsed' }>['data'],
): Decision<DealEvent> =>
  state.status === 'pending' && !state.silenceLapsed
    ? accepted({ type: 'DealSilenceLapsed', data: why })
    : accepted();
