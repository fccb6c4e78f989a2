import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import { principalEvents, type Caller } from '@accord/platform';
import { endpointEvents } from '../endpoint/endpoint.events';
import { logEventBody, type LogEventBody } from '../history/event.response';
import { StreamOwners } from './stream-owners-directory';

/** What a partner is told of an event: that it happened. What it says is read through the API. */
export type PartnerEventBody = Pick<
  LogEventBody,
  | 'position'
  | 'eventId'
  | 'stream'
  | 'revision'
  | 'type'
  | 'recordedAt'
  | 'occurredOn'
  | 'publicReason'
  | 'programVersion'
>;

/** That something happened, and where. */
type Happened = Pick<Recorded, 'stream' | 'revision' | 'type'>;

/** Streams that belong to one partner. */
const OF_PARTNERS = /^(deal|fund|account)-/;
/** How the vendor judges, estimates and considers, and which way a registration goes inside, is no partner's business. */
const INTERNAL = new Set([
  'DealRouted',
  'DealStepApproved',
  'DealAssessed',
  'DealSilenceLapsed',
  'EstimatePosted',
  'WriteOffProposed',
  'WriteOffRejected',
]);

/** Who may call, and whom is told, is nobody's business outside; keys' hashes least of all. */
export const isPublic = (event: Recorded): boolean =>
  !principalEvents.includes(event) && !endpointEvents.includes(event);

/** Decides who is shown what of an event. */
@Injectable()
export class EventVisibility {
  constructor(@Inject(StreamOwners) private readonly owners: Pick<StreamOwners, 'at'>) {}

  /** @returns the event as the caller may see it; undefined where it may not see it */
  async shown(
    event: Recorded,
    caller: Caller,
  ): Promise<LogEventBody | PartnerEventBody | undefined> {
    if (!isPublic(event)) return undefined;
    if (caller.partnerId !== null) {
      return (await this.isOf(event, caller.partnerId)) ? partnerEventBody(event) : undefined;
    }
    const isFollower = caller.roles.some((role) => role === 'sales-system' || role === 'auditor');
    return isFollower ? logEventBody(event, caller) : undefined;
  }

  /** Whether a caller that deals with the event's stream may know that it happened. */
  async isVisible(event: Happened, { partnerId }: Caller): Promise<boolean> {
    return partnerId === null || this.isOf(event, partnerId);
  }

  private async isOf({ stream, revision, type }: Happened, partnerId: string): Promise<boolean> {
    if (stream === `partner-${partnerId}`) return true;
    if (!OF_PARTNERS.test(stream) || INTERNAL.has(type)) return false;
    return (await this.owners.at(stream, revision)) === partnerId;
  }
}

const partnerEventBody = (event: Recorded): PartnerEventBody => ({
  position: event.position.toString(),
  eventId: event.id,
  stream: event.stream,
  revision: event.revision,
  type: event.type,
  recordedAt: event.recordedAt,
  occurredOn: event.envelope.occurredOn,
  publicReason: event.envelope.reason?.public ?? null,
  programVersion: event.envelope.programVersion ?? null,
});
