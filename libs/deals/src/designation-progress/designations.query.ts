import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { isoDate, type IsoDate } from '@accord/kernel';
import {
  IsIdText,
  IsIsoDate,
  PageQuery,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type Page,
} from '@accord/platform';
import { ProgramClock, ProgramDirectory, type ProgramRules } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import type { CountedRegistration } from './designation-facts';
import { designationProgress } from './designation-progress';
import { designationBody, type DesignationBody } from './designation.response';
import type { StandingsRow } from './standings-row';

const STATUSES = ['missing', 'due', 'overdue', 'held', 'warned', 'lapsed'] as const;

export class DesignationListQuery extends PageQuery {
  @IsOptional()
  @IsIdText()
  programId?: string;

  /** For example those whose grant is overdue; all when absent. */
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  /** As of this business date, by what is recorded now; today when absent. */
  @IsOptional()
  @IsIsoDate()
  on?: string;
}

export class PartnerDesignationsQuery extends PageQuery {
  /** As of this business date, by what is recorded now; today when absent. */
  @IsOptional()
  @IsIsoDate()
  on?: string;
}

interface SeenRow extends StandingsRow {
  readonly registrations: readonly CountedRegistration[];
}
interface Seen {
  readonly rows: readonly SeenRow[];
  readonly position: QueryReply<unknown>['position'];
  readonly stale: boolean;
}

const VIEWS = ['designation_standings', 'deals'];

/** A program on a day. */
interface LookedUp {
  readonly on: IsoDate;
  readonly rules: ProgramRules | undefined;
}

/** Partners that are looked at in one go. */
const BATCH = 200;

/** Answers how far partners are with the designations that their program has rules for. */
@Injectable()
export class DesignationsQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly programs: ProgramDirectory,
    private readonly clock: ProgramClock,
  ) {}

  /** By partner, in the order in which the program names its designations. */
  async list(query: DesignationListQuery): Promise<QueryReply<Page<DesignationBody>>> {
    const { limit, status, programId = null } = query;
    const looked = this.lookedUp(query);
    const found: DesignationBody[] = [];
    let seen: Seen | undefined;
    for (let from = decodeCursor(query.cursor)?.split(' ')[0] ?? ''; ;) {
      const batch = await this.read(sql`partner_id >= ${from}`, programId, minPositionOf(query));
      seen = { ...batch, rows: [] };
      for (const row of batch.rows) {
        const bodies = bodiesOf(row, await looked(row.program_id));
        const rest = bodies.slice(seenOf(bodies, query.cursor));
        found.push(...rest.filter((one) => !status || one.status === status));
      }
      const last = batch.rows.at(-1)?.partner_id;
      if (found.length > limit || batch.rows.length < BATCH || last === undefined) break;
      // The next one in order of bytes.
      from = `${last}\u0001`;
    }
    return new QueryReply(pageOf(found, limit, keyOf), seen.position, seen.stale);
  }

  /** @returns undefined when there is no such partner */
  async of(
    partnerId: string,
    query: PartnerDesignationsQuery,
  ): Promise<QueryReply<Page<DesignationBody>> | undefined> {
    const { rows, position, stale } = await this.read(
      sql`partner_id = ${partnerId}`,
      null,
      minPositionOf(query),
    );
    const [row] = rows;
    if (!row) return undefined;
    const bodies = bodiesOf(row, await this.lookedUp(query)(row.program_id));
    const page = pageOf(bodies.slice(seenOf(bodies, query.cursor)), query.limit, keyOf);
    return new QueryReply(page, position, stale);
  }

  /** The day that is asked about, or each program's own of now, and its rules; looked up once each. */
  private lookedUp({ on }: PartnerDesignationsQuery): (programId: string) => Promise<LookedUp> {
    const known = new Map<string, Promise<LookedUp>>();
    const look = async (programId: string): Promise<LookedUp> => {
      const day = on === undefined ? await this.clock.today(programId) : isoDate(on);
      const version = await this.programs.inForce(programId, day, { fresh: true });
      return { on: day, rules: version?.rules };
    };
    return (programId) => {
      const found = known.get(programId) ?? look(programId);
      known.set(programId, found);
      return found;
    };
  }

  private async read(
    which: ReturnType<typeof sql>,
    programId: string | null,
    minPosition: ReturnType<typeof minPositionOf>,
  ): Promise<Seen> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<SeenRow>`
          select s.*, coalesce((
            select json_agg(json_build_object('type', deal_type,
              'registeredOn', registered_on, 'approvedOn', approved_on))
            from deals d
            where d.partner_id = s.partner_id and d.program_id = s.program_id
              and approved_on is not null and status <> 'withdrawn'
          ), '[]') as registrations
          from designation_standings s
          where ${which} and (${programId}::text is null or program_id = ${programId})
          order by partner_id limit ${BATCH}`.execute(db),
      minPosition,
    );
    return { rows: value.rows, position, stale };
  }
}

const keyOf = ({ partnerId, designation }: DesignationBody): string =>
  `${partnerId} ${designation}`;

/** How many of a partner's the pages before have shown. */
function seenOf(bodies: readonly DesignationBody[], cursor: string | undefined): number {
  const last = decodeCursor(cursor);
  return bodies.findIndex((body) => keyOf(body) === last) + 1;
}

function bodiesOf(row: SeenRow, { rules, on }: LookedUp): DesignationBody[] {
  if (!rules?.designationRules) return [];
  const { partner_id: partnerId, program_id: programId, credentials, registrations } = row;
  return rules.designationRules.map((rule) => {
    const changes = row.changes.filter(({ designation }) => designation === rule.designation);
    const facts = { credentials, registrations, changes };
    return designationBody({ partnerId, programId }, designationProgress(rule, facts, rules, on));
  });
}
