import type { IsoDate } from '@accord/kernel';
import type { Basis } from '../statement/statement-line';
import type { Payee } from './payee';

/** What a hold keeps back: all that is owed to the payee, one line, or what one deal has earned. */
export type HoldScope =
  | { readonly kind: 'account' }
  | { readonly kind: 'line'; readonly lineId: string }
  | { readonly kind: 'deal'; readonly dealId: string };

/** Keeps money back until it is released. */
export interface Hold {
  readonly holdId: string;
  readonly scope: HoldScope;
  /** Why; the partner reads it. */
  readonly reason: string;
  readonly placedOn: IsoDate;
}

/** By id, in the order placed. */
export type Holds = ReadonlyMap<string, Hold & Payee>;

/** Whether the scope takes in a line that rests on this. */
export function covers(scope: HoldScope, lineId: string, basis: Basis): boolean {
  switch (scope.kind) {
    case 'account':
      return true;
    case 'line':
      return scope.lineId === lineId;
    case 'deal':
      return basis.kind === 'earning' && basis.earning.dealId === scope.dealId;
  }
}

/** @returns the hold on a line, the one placed first where there are several */
export const holdOn = (holds: Holds, lineId: string, basis: Basis): Hold | undefined =>
  [...holds.values()].find(({ scope }) => covers(scope, lineId, basis));

/** @returns the hold on everything, so that nothing is paid out */
export const holdOnAccount = (holds: Holds): Hold | undefined =>
  [...holds.values()].find(({ scope }) => scope.kind === 'account');
