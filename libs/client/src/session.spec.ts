import { Session } from './session';

describe('A session', () => {
  const at = (path: string): string => `http://accord.example${path}`;

  it('reads from any state while nothing was written', () => {
    expect(new Session().reading(at('/v1/deals?limit=5'))).toBe(at('/v1/deals?limit=5'));
  });

  it('reads from states that hold the last thing written', () => {
    const session = new Session();
    session.saw('900');
    session.saw('1000');
    session.saw('950');
    expect(session.reading(at('/v1/deals?limit=5'))).toBe(at('/v1/deals?limit=5&minPosition=1000'));
  });

  it.each(['minPosition=3', 'asOf=2026-03-31', 'after=12'])(
    'leaves a read alone that names its state by %s',
    (named) => {
      const session = new Session();
      session.saw('1000');
      expect(session.reading(at(`/v1/x?${named}`))).toBe(at(`/v1/x?${named}`));
    },
  );
});
