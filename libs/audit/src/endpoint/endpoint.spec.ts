import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, type Decision } from '@accord/kernel';
import { disableEndpoint } from '../disable-endpoint/disable-endpoint';
import { pauseEndpoint, removeEndpoint, resumeEndpoint } from '../pause-endpoint/pause-endpoint';
import {
  MAX_ENDPOINTS,
  registerEndpoint,
  type RegisterEndpointFacts,
} from '../register-endpoint/register-endpoint';
import { replayEndpoint } from '../replay-endpoint/replay-endpoint';
import { rotateSecret } from '../rotate-secret/rotate-secret';
import { endpoint, type Endpoint } from './endpoint';
import type { EndpointEvent } from './endpoint.events';

type Stored<T extends EndpointEvent['type']> = Extract<EndpointEvent, { type: T }>;
const stored = <T extends EndpointEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const given = (...events: EndpointEvent[]): Endpoint => fold(endpoint, events);
const said = (decision: Decision<EndpointEvent>): string =>
  decision.kind === 'accepted'
    ? decision.events.map(({ type }) => type).join(' ')
    : (decision.rejections[0]?.code ?? '');

const registered = stored('EndpointRegistered');
const facts: RegisterEndpointFacts = { others: 0, isPosition: true, host: 'name' };
const none = given();
const active = given(registered);
const disabled = given(registered, stored('EndpointDisabled'));
const removed = given(registered, stored('EndpointRemoved'));

describe('Registering an endpoint', () => {
  it('records whose it is, where, what it wants and from where on', () => {
    expect(registerEndpoint(none, registered.data, facts)).toEqual(accepted(registered));
  });

  it.each<[string, Partial<RegisterEndpointFacts>, string]>([
    ['too-many-endpoints', { others: MAX_ENDPOINTS }, 'https://hooks.example'],
    ['position-unknown', { isPosition: false }, 'https://hooks.example'],
    ['address-not-allowed', { host: 'inside' }, 'https://10.0.0.1'],
    ['https-required', { host: 'name' }, 'http://hooks.example'],
    ['https-required', { host: 'public' }, 'http://93.184.215.14'],
    ['EndpointRegistered', { host: 'opened' }, 'http://10.0.0.1'],
  ])('%s', (answer, change, url) => {
    const command = { ...registered.data, url };
    expect(said(registerEndpoint(none, command, { ...facts, ...change }))).toBe(answer);
  });
});

describe('An endpoint', () => {
  const decisions: [string, (state: Endpoint) => Decision<EndpointEvent>][] = [
    ['pause', pauseEndpoint],
    ['resume', resumeEndpoint],
    ['rotate', (state) => rotateSecret(state, { secretId: 'next' })],
    ['replay', (state) => replayEndpoint(state, { after: '0' }, true)],
    ['disable', (state) => disableEndpoint(state, stored('EndpointDisabled').data)],
    ['remove', removeEndpoint],
  ];
  const answers = (state: Endpoint): Record<string, string> =>
    Object.fromEntries(decisions.map(([name, decide]) => [name, said(decide(state))]));

  it('is paused, resumed, given up and removed, each once', () => {
    expect(answers(active)).toEqual({
      pause: 'EndpointPaused',
      resume: '',
      rotate: 'EndpointSecretRotated',
      replay: 'EndpointRewound',
      disable: 'EndpointDisabled',
      remove: 'EndpointRemoved',
    });
    expect(answers(given(registered, stored('EndpointPaused')))).toMatchObject({
      pause: '',
      resume: 'EndpointResumed',
      disable: '',
    });
    expect(answers(disabled)).toMatchObject({ pause: 'EndpointPaused', resume: 'EndpointResumed' });
    expect(answers(given(registered, stored('EndpointPaused'), stored('EndpointResumed')))).toEqual(
      answers(active),
    );
  });

  it('that was removed, or never was, is none', () => {
    const gone = { pause: 'endpoint-unknown', resume: 'endpoint-unknown', disable: '' };
    const more = { rotate: 'endpoint-unknown', replay: 'endpoint-unknown' };
    expect(answers(removed)).toEqual({ ...gone, ...more, remove: '' });
    expect(answers(none)).toEqual({ ...gone, ...more, remove: 'endpoint-unknown' });
  });

  it('has its secret replaced by one that the log knows by its id', () => {
    expect(
      rotateSecret(active, { secretId: stored('EndpointSecretRotated').data.secretId }),
    ).toEqual(accepted(stored('EndpointSecretRotated')));
    expect(given(registered, stored('EndpointSecretRotated'))).toMatchObject({
      secretId: stored('EndpointSecretRotated').data.secretId,
    });
    expect(replayEndpoint(active, { after: '0' }, true)).toEqual(
      accepted(stored('EndpointRewound')),
    );
  });
});
