import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { EventStore, RevisionMismatch } from '@accord/event-store';
import { Problem, type AccordRequest, type Caller } from '@accord/platform';
import { EventVisibility } from '../event-visibility/event-visibility-directory';
import { eventBetween, type RevisionConflictBody } from './revision-conflict.response';

const MAX_BETWEEN = 100;

/** Tells a caller whose `If-Match` no longer holds what has happened since, so that it can merge. */
@Injectable()
export class RevisionConflicts implements NestInterceptor {
  constructor(
    private readonly log: EventStore,
    private readonly visibility: EventVisibility,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { caller } = context.switchToHttp().getRequest<AccordRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (!(error instanceof RevisionMismatch) || !caller) throw error;
        const conflict = await this.between(error, caller);
        throw new Problem(412, 'revision-mismatch', error.message, [], { conflict });
      }),
    );
  }

  private async between(
    { stream, expected, actual }: RevisionMismatch,
    caller: Caller,
  ): Promise<RevisionConflictBody> {
    const between: RevisionConflictBody['between'] = [];
    if (expected < actual) {
      for (const event of await this.log.history(stream, expected + 1, MAX_BETWEEN)) {
        if (!(await this.visibility.isVisible(event, caller))) continue;
        between.push(eventBetween(event, caller.partnerId === null));
      }
    }
    return { expected, actual, between };
  }
}
