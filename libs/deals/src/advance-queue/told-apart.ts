import type { Recorded } from '@accord/kernel';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { isFirstReport, type FirstReport } from '../narrow-grant/first-report';

type Narrowed = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityNarrowed' }>;

/** What tells registrations of one customer apart: a grant that keeps less, or a report of what one waits for. */
export type ToldApart = Narrowed | FirstReport;

export const isNarrowed = (event: Recorded): event is Narrowed =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityNarrowed';

export const isToldApart = (event: Recorded): event is ToldApart =>
  isNarrowed(event) || isFirstReport(event);
