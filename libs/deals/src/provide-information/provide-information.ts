import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

/** The partner answers; the registration is pending again, at the place that it had. */
export function provideInformation(
  state: Deal,
  command: { readonly answer: string },
): Decision<DealEvent> {
  if (state.status === 'pending')
    return rejected('nothing-asked', 'Nothing was asked about this deal');
  return state.status === 'returned'
    ? accepted({ type: 'DealInformationProvided', data: command })
    : notOpen(state);
}
