import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { Rejection } from '@accord/kernel';
import { IsIdText, businessRefusal } from '@accord/platform';
import type { HoldScope } from './account/hold';

/** With what the partner is told. */
export class HoldReasonRequest {
  /** What the partner is told. No personal data. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;

  /** Stays inside; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;
}

export class PlaceHoldRequest extends HoldReasonRequest {
  /** Program whose legal entity owes the money, in the program's currency. */
  @IsIdText()
  book: string;

  /** The payee. */
  @IsIdText()
  partnerId: string;

  /** All that is owed to the payee, one line, or what one deal has earned. */
  @IsIn(['account', 'line', 'deal'])
  scope: 'account' | 'line' | 'deal';

  /** Of a line alone: as earnings and statements name it. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  lineId?: string;

  /** Of a deal alone. */
  @IsOptional()
  @IsIdText()
  dealId?: string;
}

/** @throws Problem 422 when the scope does not name exactly what it holds */
export function scopeOf({ scope, lineId, dealId }: PlaceHoldRequest): HoldScope {
  const faults: Rejection[] = [];
  const misplaced = (path: string): number =>
    faults.push({ code: 'field-misplaced', message: `A hold on ${scope} names no ${path}`, path });
  const missing = (path: string): number =>
    faults.push({ code: 'field-missing', message: `A hold on a ${scope} names its ${path}`, path });
  if (lineId !== undefined && scope !== 'line') misplaced('lineId');
  if (dealId !== undefined && scope !== 'deal') misplaced('dealId');
  if (lineId === undefined && scope === 'line') missing('lineId');
  if (dealId === undefined && scope === 'deal') missing('dealId');
  if (faults.length > 0) throw businessRefusal(faults);
  if (lineId !== undefined) return { kind: 'line', lineId };
  if (dealId !== undefined) return { kind: 'deal', dealId };
  return { kind: 'account' };
}
