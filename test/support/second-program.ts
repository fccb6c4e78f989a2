import { logPosition, type Recorded } from '@accord/kernel';

const NAMES = new Set(['program', 'programId', 'partnerId', 'dealId', 'saleId']);
const isOfRates = ({ stream }: Recorded): boolean => stream.startsWith('rates-');

/** The same history told of another program, with partners, deals and sales of its own. */
const asSecond = (event: Recorded): Recorded => ({
  ...event,
  id: `second-${event.id}`,
  stream: event.stream.replace('-', '-second.'),
  data: JSON.parse(JSON.stringify(event.data), (key, value) =>
    NAMES.has(key) && typeof value === 'string' ? `second.${value}` : value,
  ),
});

/** A log in which two programs go on between one another, by the rates that both share. */
export interface TwoPrograms {
  readonly events: readonly Recorded[];
  /** What happened of each, with the rates. */
  readonly each: readonly [first: readonly Recorded[], second: readonly Recorded[]];
}

/** @param turns who goes on when: so many events of the one, then of the other */
export function twoPrograms(
  history: readonly Recorded[],
  second: readonly Recorded[],
  turns: readonly number[],
): TwoPrograms {
  const first = [...history];
  const other = second.filter((event) => !isOfRates(event)).map(asSecond);
  const merged: Recorded[] = [];
  for (let turn = 0; first.length + other.length > 0; turn += 1) {
    const size = Math.max(1, turns[turn % turns.length] ?? 1);
    merged.push(...(turn % 2 === 0 ? first : other).splice(0, size));
  }
  const events = merged.map((event, i) => ({ ...event, position: logPosition(BigInt(i + 1)) }));
  const isSecond = ({ id }: Recorded): boolean => id.startsWith('second-');
  return {
    events,
    each: [
      events.filter((event) => !isSecond(event)),
      events.filter((event) => isSecond(event) || isOfRates(event)),
    ],
  };
}
