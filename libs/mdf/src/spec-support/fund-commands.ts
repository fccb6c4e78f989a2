import * as fc from 'fast-check';
import type { FundEvent, FundTransfer } from '../fund.events';
import { fundBalances, postingOf, type Buckets } from '../fund-balances';
import type { FundModel, ModelClaim, ModelRequest } from './fund-model';
import type { FundStory } from './fund-story';

const NAMES = ['a', 'b'] as const;
type Name = (typeof NAMES)[number];

export interface ModelFunds extends Readonly<Record<Name, FundModel>> {
  /** What was put in and not cut. */
  filled: bigint;
  /** What was sent and has neither arrived nor come back, by sender and id. */
  readonly inTransit: Map<string, { readonly amount: bigint; isRefused: boolean }>;
}
export type RealFunds = Readonly<Record<Name, FundStory>>;
type Command = fc.Command<ModelFunds, RealFunds>;

/** A command that may always come; its text shows what was done when a run fails. */
const command = (text: string, run: (model: ModelFunds, real: RealFunds) => void): Command => ({
  check: () => true,
  run(model, real) {
    const from = { a: real.a.events.length, b: real.b.events.length };
    run(model, real);
    for (const name of NAMES) {
      real[name].events.slice(from[name]).forEach(balance);
      agree(model[name], real[name]);
    }
    const transit = [...model.inTransit.values()].reduce((so, { amount }) => so + amount, 0n);
    const allocated = NAMES.reduce((so, name) => so + model[name].buckets().allocated, 0n);
    expect(allocated + transit).toBe(model.filled);
  },
  toString: () => text,
});

/**
 * Whether it was done. A refusal for want of money is one: the model has not enough either.
 * @param wants what is asked of which pile; `code` is the refusal when it is too much
 */
function isDone(
  outcome: readonly string[],
  wants?: { readonly amount: bigint; readonly of: bigint; readonly code: string },
): boolean {
  if (wants && outcome.includes(wants.code)) expect(wants.amount).toBeGreaterThan(wants.of);
  return outcome.some((one) => /^[A-Z]/.test(one));
}

const text = (minor: bigint): string =>
  `${minor / 100n}.${(minor % 100n).toString().padStart(2, '0')}`;
/** One fund more often than the other, so that it comes far. */
const name = fc.constantFrom<Name[]>('a', 'a', 'a', 'b');
const request = fc.constantFrom('R-1', 'R-2');
const claim = fc.constantFrom('C-1', 'C-2');
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt(100_000n, 300_000n) },
  { weight: 1, arbitrary: fc.bigInt(1n, 300_000n) },
);
/** Of a pile: mostly some of it, sometimes all or more. */
const percent = fc.oneof(fc.bigInt(1n, 99n), fc.constantFrom(100n, 101n));
const part = (pile: bigint, of: bigint): bigint => (pile * of + 99n) / 100n || 1n;

/** Mostly something that the command can be done to, so that stories come to their end. */
const aimed = fc.constantFrom(true, true, true, false);
const aimAt = (
  { requests }: FundModel,
  isMeant: (request: ModelRequest) => boolean,
): string | undefined => [...requests].find(([, one]) => isMeant(one))?.[0];
const aimAtClaim = (
  { requests }: FundModel,
  isMeant: (claim: ModelClaim) => boolean,
): readonly [string, string] | undefined =>
  [...requests]
    .flatMap(([r, one]) => [...one.claims].map(([c, claim]) => [r, c, claim] as const))
    .flatMap(([r, c, claim]) => (isMeant(claim) ? [[r, c] as const] : []))
    .at(0);

const allocates = fc.tuple(name, fc.bigInt(100_000n, 900_000n)).map(([of, a]) =>
  command(`allocate ${a} to ${of}`, (model, real) => {
    if (!isDone(real[of].allocate(text(a)))) return;
    model[of].available += a;
    model.filled += a;
  }),
);

const cuts = fc.tuple(name, amount).map(([of, a]) =>
  command(`cut ${of} by ${a}`, (model, real) => {
    const wants = { amount: a, of: model[of].available, code: 'fund-exhausted' };
    if (!isDone(real[of].cut(text(a)), wants)) return;
    model[of].take(a);
    model.filled -= a;
  }),
);

const asks = fc.tuple(name, request, amount).map(([of, r, a]) =>
  command(`ask ${of} for ${a} as ${r}`, (model, real) => {
    const wants = { amount: a, of: model[of].available, code: 'fund-exhausted' };
    if (isDone(real[of].request(r, text(a)), wants)) model[of].request(r, a);
  }),
);

const approves = fc.tuple(name, request, percent, aimed).map(([of, given, p, isAimed]) =>
  command(`approve ${p}% of ${given} in ${of}, aimed: ${isAimed}`, (model, real) => {
    const open = aimAt(model[of], ({ reserved }) => reserved > 0n);
    const r = (isAimed && open) || given;
    const reserved = model[of].requests.get(r)?.reserved ?? 0n;
    const a = part(reserved, p);
    const wants = { amount: a, of: reserved, code: 'above-request' };
    if (isDone(real[of].approve(r, text(a)), wants)) model[of].decide(r, a);
  }),
);

const rejects = fc.tuple(name, request).map(([of, r]) =>
  command(`reject ${r} in ${of}`, (model, real) => {
    if (isDone(real[of].reject(r))) model[of].decide(r, 0n);
  }),
);

const reallocates = fc.tuple(name, request, fc.bigInt(100_000n, 500_000n)).map(([of, r, cost]) =>
  command(`give ${r} in ${of} to an activity of ${cost}`, (model, real) => {
    // Half of the cost, half up.
    if (isDone(real[of].reallocate(r, text(cost)))) model[of].reallocate(r, (cost + 1n) / 2n);
  }),
);

const claims = fc.tuple(name, request, claim, percent, aimed).map(([of, given, c, p, isAimed]) =>
  command(`claim ${p}% of ${given} in ${of} as ${c}, aimed: ${isAimed}`, (model, real) => {
    const open = aimAt(model[of], ({ committed }) => committed > 0n);
    const r = (isAimed && open) || given;
    const committed = model[of].requests.get(r)?.committed ?? 0n;
    const a = part(committed, p);
    const wants = { amount: a, of: committed, code: 'above-commitment' };
    // After the activity, also after another one that the money was given to.
    const outcome = real[of].claim(r, c, { amount: text(a), day: '2026-04-09' });
    if (isDone(outcome, wants)) model[of].claim(r, c, a);
  }),
);

const claimedOf = (model: FundModel, r: string, c: string) => model.requests.get(r)?.claims.get(c);
const claimIds = fc.tuple(request, claim);
const pays = fc.tuple(name, claimIds, percent, aimed).map(([of, given, p, isAimed]) =>
  command(`pay ${p}% of ${given.join(' ')} in ${of}, aimed: ${isAimed}`, (model, real) => {
    const open = aimAtClaim(model[of], ({ status }) => status === 'submitted');
    const [r, c] = (isAimed && open) || given;
    const claimed = claimedOf(model[of], r, c)?.amount ?? 0n;
    const a = part(claimed, p);
    const wants = { amount: a, of: claimed, code: 'above-claim' };
    if (isDone(real[of].approveClaim(r, c, text(a)), wants)) model[of].decideClaim(r, c, a);
  }),
);

const returns = fc.tuple(name, claimIds, aimed).map(([of, given, isAimed]) =>
  command(`return ${given.join(' ')} in ${of}, aimed: ${isAimed}`, (model, real) => {
    const open = aimAtClaim(model[of], ({ status }) => status === 'submitted');
    const [r, c] = (isAimed && open) || given;
    if (isDone(real[of].returnClaim(r, c))) model[of].decideClaim(r, c, 0n);
  }),
);

const clawsBack = fc.tuple(name, claimIds, percent, aimed).map(([of, given, p, isAimed]) =>
  command(`claw back ${p}% of ${given.join(' ')} in ${of}, aimed: ${isAimed}`, (model, real) => {
    const paid = aimAtClaim(model[of], ({ consumed }) => consumed > 0n);
    const [r, c] = (isAimed && paid) || given;
    const consumed = claimedOf(model[of], r, c)?.consumed ?? 0n;
    const a = part(consumed, p);
    const wants = { amount: a, of: consumed, code: 'above-consumed' };
    if (isDone(real[of].clawBack(r, c, text(a)), wants)) model[of].clawBack(r, c, a);
  }),
);

const expires = fc.tuple(name, request).map(([of, r]) =>
  command(`the days for ${r} in ${of} are over`, (model, real) => {
    if (isDone(real[of].expire(r, '2026-06-30'))) model[of].expire(r);
  }),
);

const forfeits = name.map((of) =>
  command(`the agreement of ${of} ends`, (model, real) => {
    if (isDone(real[of].endAgreement('2026-03-01'))) model[of].forfeit();
  }),
);

const closes = name.map((of) =>
  command(`${of} closes`, (model, real) => {
    if (isDone(real[of].close('2026-05-01'))) model[of].close();
  }),
);

const other = (of: Name): Name => (of === 'a' ? 'b' : 'a');

const sends = fc.tuple(name, fc.constantFrom('T-1', 'T-2'), amount).map(([from, t, a]) =>
  command(`send ${a} from ${from} as ${t}`, (model, real) => {
    const wants = { amount: a, of: model[from].available, code: 'fund-exhausted' };
    if (!isDone(real[from].send(t, real[other(from)], text(a)), wants)) return;
    model[from].take(a);
    model.inTransit.set(`${from}/${t}`, { amount: a, isRefused: false });
  }),
);

/** Whatever was sent is told to the other fund, again and again, and what that refuses comes back. */
const arrives = fc.tuple(name, fc.constantFrom('T-1', 'T-2')).map(([from, t]) =>
  command(`${t} of ${from} is told`, (model, real) => {
    const to = other(from);
    const key = `${from}/${t}`;
    const sent = transferIn(real[from].events, 'FundTransferSent', t);
    if (!sent) return;
    const [outcome] = real[to].receive(sent, from);
    const moving = model.inTransit.get(key);
    if (outcome === 'FundTransferReceived') {
      if (!moving) throw new Error(`${key} arrived twice`);
      model[to].available += moving.amount;
      model.inTransit.delete(key);
    }
    if (outcome === 'FundTransferRefused' && moving) moving.isRefused = true;
  }),
);

const comesBack = fc.tuple(name, fc.constantFrom('T-1', 'T-2')).map(([from, t]) =>
  command(`the refusal of ${t} of ${from} is told`, (model, real) => {
    const key = `${from}/${t}`;
    const refused = transferIn(real[other(from)].events, 'FundTransferRefused', t);
    if (!refused) return;
    const moving = model.inTransit.get(key);
    if (!isDone(real[from].takeBack(refused, other(from)))) return;
    if (!moving?.isRefused) throw new Error(`${key} came back without a refusal`);
    model[from].giveBack(moving.amount);
    model.inTransit.delete(key);
  }),
);

const transferIn = (
  events: readonly FundEvent[],
  type: 'FundTransferSent' | 'FundTransferRefused',
  transferId: string,
): FundTransfer | undefined =>
  events
    .flatMap((event) =>
      event.type === 'FundTransferSent' || event.type === 'FundTransferRefused' ? [event] : [],
    )
    .find((event) => event.type === type && event.data.transferId === transferId)?.data;

const often = [asks, approves, claims, pays];
const sometimes = [
  allocates,
  cuts,
  rejects,
  reallocates,
  returns,
  clawsBack,
  sends,
  arrives,
  comesBack,
];
export const commands = (maxCommands: number) =>
  fc.commands([...often, ...often, ...often, ...sometimes, clawsBack, expires, forfeits, closes], {
    maxCommands,
    size: 'max',
  });

const ACCOUNTS = { B20: 1n, B30: 1n, B40: 1n, B50: 1n, B60: 1n, B70: 1n, B10: -1n } as const;

/** The lines of an event add up to nothing, and each moves something. */
function balance(event: FundEvent): void {
  const lines = postingOf(event)?.lines ?? [];
  const sum = lines.reduce(
    (so, { side, amount: { minor } }) => so + (side === 'debit' ? BigInt(minor) : -BigInt(minor)),
    0n,
  );
  expect({ type: event.type, sum }).toEqual({ type: event.type, sum: 0n });
  expect(lines.filter((line) => BigInt(line.amount.minor) <= 0n)).toEqual([]);
}

/** The journal adds up to the model's piles, none below zero, and the folds show the same. */
function agree(model: FundModel, { events, state }: FundStory): void {
  const expected = model.buckets();
  const sums = new Map<string, bigint>();
  for (const line of events.flatMap((event) => postingOf(event)?.lines ?? [])) {
    const minor = line.side === 'debit' ? BigInt(line.amount.minor) : -BigInt(line.amount.minor);
    sums.set(line.account, (sums.get(line.account) ?? 0n) + minor);
  }
  const of = (account: keyof typeof ACCOUNTS): bigint =>
    (sums.get(account) ?? 0n) * ACCOUNTS[account];
  const journal: Buckets = {
    allocated: of('B10'),
    available: of('B20'),
    reserved: of('B30'),
    committed: of('B40'),
    claimed: of('B50'),
    consumed: of('B60'),
    expired: of('B70'),
  };
  expect(journal).toEqual(expected);
  expect(fundBalances(events)).toMatchObject(expected);
  expect(Object.values(journal).every((minor) => minor >= 0n)).toBe(true);
  if (state.status === 'unknown') throw new Error('the fund is not open');
  expect(state.balances).toMatchObject(expected);
  expect(state.status === 'closed').toBe(model.isClosed);
}
