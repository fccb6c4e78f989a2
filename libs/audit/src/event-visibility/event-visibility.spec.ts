import { EventVisibility } from './event-visibility-directory';

describe('What a partner may know to have happened', () => {
  const visibility = new EventVisibility({ at: async () => 'acme' });
  const caller = (partnerId: string) =>
    ({ principalId: 'portal', roles: ['partner'], partnerId }) as const;
  const inAccount = (type: string) => ({
    stream: 'account-gitlabinc.acme.USD',
    revision: 3,
    type,
  });

  it('is what has become of its account', async () => {
    const given = inAccount('WriteOffApproved');
    expect(await visibility.isVisible(given, caller('acme'))).toBe(true);
    expect(await visibility.isVisible(given, caller('bolt'))).toBe(false);
  });

  it.each(['WriteOffProposed', 'WriteOffRejected', 'EstimatePosted', 'DealAssessed'])(
    'is not what the vendor only considers or reckons: %s',
    async (type) => {
      expect(await visibility.isVisible(inAccount(type), caller('acme'))).toBe(false);
    },
  );
});
