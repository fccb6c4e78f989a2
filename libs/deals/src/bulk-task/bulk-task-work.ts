import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Decision } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { BusinessClock, CommandContexts, type HttpCall } from '@accord/platform';
import { Vault } from '@accord/read-store';
import { BULK_TASKS } from '../deals.token';
import { bulkLines, type BulkLine } from '../register-deals-in-bulk/bulk-lines';
import { BulkRegistration } from '../register-deals-in-bulk/bulk-registration';
import type { LineResult } from '../register-deals-in-bulk/line-result';
import {
  areEnough,
  completeBulkTask,
  recordLines,
  type BulkTask,
  type SubmitBulkTask,
} from './bulk-task';
import type { BulkTaskEvent } from './bulk-task.events';

/** A line that Accord could not decide is tried so often before it is recorded as failed. */
const ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;

/** Works tasks off: registers line by line in the order of the file, which decides who was first. */
@Injectable()
export class BulkTaskWork {
  constructor(
    @Inject(BULK_TASKS) private readonly tasks: Streams<BulkTask, BulkTaskEvent>,
    private readonly registration: BulkRegistration,
    private readonly vault: Vault,
    private readonly contexts: CommandContexts,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * Goes on behind the last line that has a recorded result; what was registered behind it already is
   * recognised by its reference. Ends early when the signal says so.
   */
  async work(taskId: string, signal: AbortSignal): Promise<void> {
    const { state } = await this.tasks.look(taskId, { fresh: true });
    if (state.status !== 'open') return;
    const { sha256, mediaType } = state.submitted;
    const file = await this.vault.evidence(sha256);
    if (!file) return this.complete(taskId, `The vault does not hold the file ${sha256}`);
    const call = callOf(state.submitted);
    let results: LineResult[] = [];
    for await (const line of bulkLines(mediaType, Readable.from([file.bytes]))) {
      if (line.line <= state.lastLine) continue;
      if (signal.aborted) break;
      results.push(await this.register(line, call, signal));
      if (!areEnough(results)) continue;
      await this.record(taskId, results);
      results = [];
    }
    if (results.length > 0) await this.record(taskId, results);
    if (!signal.aborted) await this.complete(taskId, null);
  }

  private async register(line: BulkLine, call: HttpCall, signal: AbortSignal): Promise<LineResult> {
    for (let attempt = 1; ; attempt++) {
      const result = await this.registration.register(line, call);
      if (result.status !== 'failed' || attempt === ATTEMPTS || signal.aborted) return result;
      await delay(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }

  private record(taskId: string, results: readonly LineResult[]): Promise<void> {
    const through = String(results.at(-1)?.line);
    return this.append(taskId, ['lines', through], (state) => recordLines(state, results));
  }

  private complete(taskId: string, failure: string | null): Promise<void> {
    return this.append(taskId, ['complete'], (state) => completeBulkTask(state, failure));
  }

  private async append(
    taskId: string,
    step: readonly string[],
    decide: (state: BulkTask) => Decision<BulkTaskEvent>,
  ): Promise<void> {
    const today = await this.clock.today();
    const { envelope } = this.contexts.ofSystem(['bulk-task', taskId, ...step], { today });
    await this.tasks.transact(taskId, envelope, decide);
  }
}

/** Lines are registered as if they had been sent to the bulk route by whoever submitted the task. */
const callOf = ({ taskId, principalId, role }: SubmitBulkTask): HttpCall => ({
  caller: { principalId, roles: [role], partnerId: null },
  actingAs: role,
  method: 'POST',
  path: '/v1/deals/bulk',
  body: undefined,
  requestId: taskId,
  idempotencyKey: undefined,
  ifMatch: undefined,
  dryRun: false,
});
