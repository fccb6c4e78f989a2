import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsNumberString, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { logPosition, type LogPosition } from '@accord/kernel';
import { requestFault } from './problem';

export const MAX_PAGE = 200;

/** Query of every list. */
export class PageQuery {
  /** How many rows, at most 200. */
  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  limit: number = 50;

  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;

  /** Answer only from a state that includes this log position. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(19)
  minPosition?: string;
}

/** Query of a single resource. An answer from the log itself includes every position there is. */
export class AtLeastQuery {
  /** Answer only from a state that includes this log position. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(19)
  minPosition?: string;
}

/** One page; `next` is null on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A cursor holds the sort key of the last row seen, so rows that arrive meanwhile shift nothing. */
export const encodeCursor = (key: string): string => Buffer.from(key, 'utf8').toString('base64url');

/** @throws Problem 400 when the cursor is not one of ours */
export function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (encodeCursor(key) === cursor && key.isWellFormed() && !key.includes('\0')) return key;
  throw notACursor();
}

/**
 * The cursor of a list that is sorted by log position.
 * @returns the position of the last row seen; undefined on the first page
 * @throws Problem 400 when the cursor is not one of ours
 */
export function decodePositionCursor(cursor: string | undefined): LogPosition | undefined {
  const key = decodeCursor(cursor);
  if (key === undefined) return undefined;
  if (!/^\d{1,18}$/.test(key)) throw notACursor();
  return logPosition(key);
}

/** @returns what a list answers to a cursor that it has not given out */
export const notACursor = (): Error =>
  requestFault([{ code: 'cursor-invalid', message: 'Not a cursor of this list', path: 'cursor' }]);

/** @param rows one more than `limit` when there are more; @param keyOf the sort key of a row */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}

/** @returns the position that an answer must include; undefined when any will do */
export const minPositionOf = ({ minPosition }: AtLeastQuery): LogPosition | undefined =>
  minPosition === undefined ? undefined : logPosition(minPosition);
