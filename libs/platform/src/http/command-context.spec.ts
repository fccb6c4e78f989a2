import { isoDate } from '@accord/kernel';
import { BusinessClock } from '../clock/business-clock';
import type { Installation } from '../clock/installation';
import { CommandContexts, type CommandContext, type CommandDetails } from './command-context';
import type { HttpCall } from './http-call';

const installed = (state: Installation): CommandContexts =>
  new CommandContexts(
    new BusinessClock({
      known: () => undefined,
      look: () => Promise.resolve({ state, revision: 0 }),
    }),
  );
const live = installed({ mode: 'live', logId: 'log', timeZone: 'UTC' });
const call: HttpCall = {
  caller: { principalId: 'crm', roles: ['sales-system'], partnerId: null },
  actingAs: 'sales-system',
  method: 'POST',
  path: '/v1/deals',
  body: {},
  requestId: 'r',
  idempotencyKey: 'k',
  ifMatch: undefined,
  dryRun: false,
};
const AUCKLAND = 'Pacific/Auckland';

describe('The business date of a command', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const at = (
    instant: string,
    details: CommandDetails,
    contexts = live,
  ): Promise<CommandContext> => {
    jest.setSystemTime(new Date(instant));
    return contexts.of(call, details);
  };

  it.each([
    // 23:30 on 1 July, the last minute before and the first of the day after, in Auckland.
    ['2026-07-01T11:30:00Z', AUCKLAND, '2026-07-01'],
    ['2026-07-01T11:59:59Z', AUCKLAND, '2026-07-01'],
    ['2026-07-01T12:00:00Z', AUCKLAND, '2026-07-02'],
    // 23:30 of the installation's clock.
    ['2026-07-01T23:30:00Z', AUCKLAND, '2026-07-02'],
    ['2026-07-01T23:30:00Z', undefined, '2026-07-01'],
    // Summer time: midnight in Auckland is an hour earlier.
    ['2026-12-31T10:59:59Z', AUCKLAND, '2026-12-31'],
    ['2026-12-31T11:00:00Z', AUCKLAND, '2027-01-01'],
    // A leap day that is over in UTC, and not in Los Angeles.
    ['2028-03-01T07:59:59Z', 'America/Los_Angeles', '2028-02-29'],
    ['2028-03-01T08:00:00Z', 'America/Los_Angeles', '2028-03-01'],
  ])('given at %s is in the zone of the program, %s, %s', async (instant, zone, on) => {
    const { today, envelope, moment } = await at(instant, { zone });
    expect([today, envelope.occurredOn, moment.on]).toEqual([on, on, on]);
    expect(moment.at).toBe(new Date(instant).toISOString());
  });

  it('lies in the future where the program has not reached it, wherever else it has come', async () => {
    const instant = '2026-07-01T23:30:00Z';
    const given = { occurredOn: '2026-07-02' };
    expect((await at(instant, { ...given, zone: AUCKLAND })).envelope.occurredOn).toBe(
      '2026-07-02',
    );
    await expect(at(instant, { ...given, zone: 'America/Los_Angeles' })).rejects.toMatchObject({
      status: 400,
      errors: [{ code: 'date-in-future', message: 'Today is 2026-07-01', path: 'occurredOn' }],
    });
  });

  it('is the day of a sandbox’s clock in every zone', async () => {
    const day = isoDate('2026-02-01');
    const sandbox = installed({
      mode: 'sandbox',
      logId: 'log',
      timeZone: 'UTC',
      today: day,
      workedThrough: day,
    });
    const { today, moment } = await at('2026-07-01T23:30:00Z', { zone: AUCKLAND }, sandbox);
    expect([today, moment]).toEqual([day, { on: day, at: null }]);
  });
});
