import { Inject, Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { CustomerCandidate } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import { CASES } from '../deals.token';
import type { Registration } from '../deal';
import { caseIdOf, openCase, type ConflictCase, type Verdict } from './conflict-case';
import type { ConflictCaseEvent } from './conflict-case.events';

/** The cases between one registration and the customers that it may be about. */
@Injectable()
export class ConflictCases {
  constructor(@Inject(CASES) private readonly cases: Streams<ConflictCase, ConflictCaseEvent>) {}

  /** @returns what people have decided so far, by customer; read from the log */
  async verdicts(
    dealId: string,
    candidates: readonly CustomerCandidate[],
  ): Promise<ReadonlyMap<string, Verdict>> {
    const verdicts = new Map<string, Verdict>();
    for (const { customerId } of candidates) {
      const { state } = await this.cases.look(caseIdOf(dealId, customerId), { fresh: true });
      if (state.status === 'decided') verdicts.set(customerId, state.verdict);
    }
    return verdicts;
  }

  /** Opens the case unless it is open. @returns its id */
  async open(
    { dealId, claim }: Registration,
    { customerId, match }: CustomerCandidate,
    seen: LogPosition,
    { envelope }: CommandContext,
  ): Promise<string> {
    const caseId = caseIdOf(dealId, customerId);
    const opened = { caseId, dealId, claim, customerId, match, seenThrough: seen.toString() };
    await this.cases.transact(caseId, envelope, (state) => openCase(state, opened));
    return caseId;
  }
}
