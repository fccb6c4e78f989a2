import { ApiProperty } from '@nestjs/swagger';
import { SourceBody } from '../earnings/earning.response';
import type { LineMeasure } from './line-measure';
import type { Member } from './members';

/** What a line counted or summed over more than its own sale, and where its members are listed. */
export class MeasureBody {
  /** "tier", "share", or "input-1", "input-2" … in the order of the formula. */
  measure: string;
  /** What is measured of each member, for example "netArr"; null: they are counted. */
  fact: string | null;
  /** For example "yearToDate"; null: in the quarter. */
  over: string | null;
  /** Factors by product family; null without any. */
  @ApiProperty({ type: Object, nullable: true, additionalProperties: { type: 'string' } })
  weights: Readonly<Record<string, string>> | null;
  count: number;
  /** SHA-256 over the sorted ids of the members, one per line. */
  membersHash: string;
  /** In all, exact: `numerator/denominator`, of money in minor units; null where they are counted alone. */
  sum: string | null;
  unit: 'money' | 'number' | 'growth' | null;
  /** Path of the list of members. */
  members: string;
}

/** One of what a line counts or sums. */
export class MemberBody {
  /** What goes into the hash. */
  memberId: string;
  partnerId: string;
  dealId: string;
  saleId: string;
  bookedOn: string;
  quarter: string;
  /** Its part of the sum, exact; null where members are counted alone. */
  exact: string | null;
  sources: SourceBody[];
}

/** @param path of the measures of the line */
export const measureBody = (
  { measure, input, count, membersHash, sum }: LineMeasure,
  path: string,
): MeasureBody => ({
  measure,
  fact: input?.fact ?? null,
  over: input?.over ?? null,
  weights: input?.weights ?? null,
  count,
  membersHash,
  sum: sum?.exact ?? null,
  unit: sum?.unit ?? null,
  members: `${path}/${measure}/members`,
});

export const memberBody = (member: Member): MemberBody => ({
  ...member,
  sources: member.sources.map((source) => ({ ...source })),
});
