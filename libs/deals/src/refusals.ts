import { rejected, type Decision } from '@accord/kernel';
import type { Deal } from './deal';

/** The deal is not, or no longer, open for a decision. */
export const notOpen = (state: Deal): Decision<never> =>
  state.status === 'unknown'
    ? rejected('deal-unknown', 'No such deal')
    : rejected('deal-not-open', `The deal is ${state.status}`);
