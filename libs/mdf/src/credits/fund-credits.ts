import { debited, fromJson, money, toJson, type Currency, type IsoDate } from '@accord/kernel';
import { postingOf } from '../fund-balances';
import type { FundCredit, FundEvent } from '../fund.events';

/** Money that came into a fund at one time, in minor units. */
export interface Credit {
  readonly creditId: string;
  readonly minor: bigint;
  /** Last day on which it may be asked for; null: it does not age. */
  readonly expiresOn: IsoDate | null;
}

/** Of which credits a fund's money is: what is available, and what requests have drawn. */
export interface FundCredits {
  /** What expires first comes first, and of that what came first. */
  readonly free: readonly Credit[];
  /** By request, in the order drawn. */
  readonly drawn: ReadonlyMap<string, readonly Credit[]>;
}

export const NO_CREDITS: FundCredits = { free: [], drawn: new Map() };

/** @returns what may still be asked for on that day, in minor units */
export const usableOn = ({ free }: FundCredits, on: IsoDate): bigint =>
  total(free.filter((credit) => isUsable(credit, on)));

/** @returns credits of which something is left and whose last day lies before that day */
export const expiredOn = ({ free }: FundCredits, on: IsoDate): readonly Credit[] =>
  free.filter((credit) => !isUsable(credit, on));

/** Folds one event: the oldest credit is drawn first, and what comes back was drawn last. */
export function evolveCredits(credits: FundCredits, event: FundEvent): FundCredits {
  switch (event.type) {
    case 'FundAllocated':
    case 'FundTakenOver':
      return { ...credits, free: put(credits.free, creditOf(event.data)) };
    case 'CoopAccrued':
      return { ...credits, free: freed(credits, [event.data], event) };
    case 'FundTransferReceived':
    case 'FundTransferReturned':
      return { ...credits, free: freed(credits, event.data.credits, event) };
    case 'CoopRevised': {
      const { effect, credits: moved } = event.data;
      if (effect === 'added') return { ...credits, free: freed(credits, moved, event) };
      return { ...credits, free: moved.map(creditOf).reduce(take, credits.free) };
    }
    case 'CoopTakenBack':
    case 'CoopSettled':
    case 'CreditsExpired':
    case 'FundCut':
    case 'FundTransferSent':
      return { ...credits, free: event.data.credits.map(creditOf).reduce(take, credits.free) };
    case 'FundClosed':
      return { ...credits, free: [] };
    case 'FundOpened':
    case 'CoopNotAccrued':
    case 'FundTransferRefused':
    case 'FundsRequested':
    case 'FundsRequestApproved':
    case 'FundsRequestReallocated':
    case 'FundsRequestRejected':
    case 'FundsRequestExpired':
    case 'ClaimReminderDue':
    case 'ClaimSubmitted':
    case 'ClaimReturned':
    case 'ClaimApproved':
    case 'ClaimClawedBack':
      return evolveDraws(credits, event);
  }
}

/** What a closed fund gets back is not available any more. */
const freed = (
  { free }: FundCredits,
  back: readonly FundCredit[],
  event: FundEvent,
): readonly Credit[] => {
  const posting = postingOf(event);
  return posting && debited(posting, 'B20') > 0n ? back.map(creditOf).reduce(put, free) : free;
};

function evolveDraws(credits: FundCredits, event: FundEvent): FundCredits {
  const posting = postingOf(event);
  if (!posting || !('requestId' in event.data)) return credits;
  const { requestId } = event.data;
  const free = debited(posting, 'B20');
  if (free < 0n) return draw(credits, requestId, -free, drawnOn(event));
  const back = free > 0n ? release(credits, requestId, free) : credits;
  const lost = debited(posting, 'B70');
  if (lost <= 0n) return back;
  return { ...back, drawn: release(back, requestId, lost).drawn };
}

const creditOf = ({ creditId, amount, expiresOn }: FundCredit): Credit => ({
  creditId,
  minor: fromJson(amount).minor,
  expiresOn,
});

const isUsable = ({ expiresOn }: Credit, on: IsoDate): boolean =>
  expiresOn === null || expiresOn >= on;

const total = (credits: readonly Credit[]): bigint =>
  credits.reduce((so, { minor }) => so + minor, 0n);

function drawnOn(event: FundEvent): IsoDate {
  if (event.type === 'FundsRequested') return event.data.requestedOn;
  if (event.type === 'ClaimSubmitted') return event.data.claimedOn;
  throw new Error(`${event.type} draws on what is available`);
}

/**
 * @param amount in minor units
 * @returns the pieces of credits that make up so much, what expires first first
 * @throws Error when less may be asked for on that day
 */
export const oldest = ({ free }: FundCredits, amount: bigint, on: IsoDate): readonly Credit[] =>
  pieces(
    free.filter((credit) => isUsable(credit, on)),
    amount,
  );

function pieces(credits: readonly Credit[], amount: bigint): readonly Credit[] {
  let left = amount;
  const taken: Credit[] = [];
  for (const credit of credits) {
    if (left === 0n) break;
    const piece = { ...credit, minor: credit.minor < left ? credit.minor : left };
    taken.push(piece);
    left -= piece.minor;
  }
  if (left > 0n) throw new Error(`No credit holds ${left} minor units of what is drawn`);
  return taken;
}

/** @returns pieces that make up so much: the credit of this name first, then what would be gone first */
export function ownFirst(
  credits: FundCredits,
  creditId: string,
  amount: bigint,
): readonly Credit[] {
  const own = credits.free.filter((credit) => credit.creditId === creditId);
  const others = credits.free.filter((credit) => credit.creditId !== creditId);
  return pieces([...own, ...others], amount);
}

/** Credits as events name them. */
export const namedCredits = (credits: readonly Credit[], currency: Currency): FundCredit[] =>
  credits.map(({ minor, ...credit }) => ({ ...credit, amount: toJson(money(minor, currency)) }));

function draw(credits: FundCredits, requestId: string, amount: bigint, on: IsoDate): FundCredits {
  const drawn = oldest(credits, amount, on);
  const before = credits.drawn.get(requestId) ?? [];
  return {
    free: drawn.reduce(take, credits.free),
    drawn: new Map(credits.drawn).set(requestId, [...before, ...drawn]),
  };
}

/** Gives back what the request drew last. */
function release(credits: FundCredits, requestId: string, amount: bigint): FundCredits {
  let left = amount;
  let { free } = credits;
  const kept = [...(credits.drawn.get(requestId) ?? [])];
  while (left > 0n) {
    const last = kept.pop();
    if (!last) throw new Error(`"${requestId}" gives back more than it drew`);
    const back = last.minor < left ? last.minor : left;
    if (last.minor > back) kept.push({ ...last, minor: last.minor - back });
    free = put(free, { ...last, minor: back });
    left -= back;
  }
  return { free, drawn: new Map(credits.drawn).set(requestId, kept) };
}

function put(free: readonly Credit[], credit: Credit): readonly Credit[] {
  if (credit.minor === 0n) return free;
  const known = free.findIndex(({ creditId }) => creditId === credit.creditId);
  if (known >= 0) {
    return free.map((one, i) => (i === known ? { ...one, minor: one.minor + credit.minor } : one));
  }
  const at = free.findIndex(({ expiresOn }) => isEarlier(credit.expiresOn, expiresOn));
  return free.toSpliced(at < 0 ? free.length : at, 0, credit);
}

const isEarlier = (a: IsoDate | null, b: IsoDate | null): boolean =>
  a !== null && (b === null || a < b);

const take = (free: readonly Credit[], { creditId, minor }: Credit): readonly Credit[] =>
  free.flatMap((one) => {
    if (one.creditId !== creditId) return one;
    return one.minor === minor ? [] : { ...one, minor: one.minor - minor };
  });
