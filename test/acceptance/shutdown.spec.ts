import { once } from 'node:events';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { startChild, type Child } from '../../apps/standalone/src/child';
import {
  DIST,
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';

describe('An API process that is asked to end', () => {
  let system: AccordUnderTest;
  let api: Child;
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const programs = await principal(system.admin, 'pm', 'program-manager');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    api = await startChild({
      name: 'api-2',
      entry: join(DIST, 'apps/api/src/main.js'),
      environment: system.accord.environment,
      logs: join(system.accord.dataDirectory, 'logs'),
    });
  });
  afterAll(async () => {
    agent.destroy();
    await system.stop();
  });

  const line = (ref: string): string => `${JSON.stringify(registration('acme', ref, {}))}\n`;

  function bulk(key: string): ClientRequest {
    return request(`${String(api.details['url'])}/v1/deals/bulk`, {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/x-ndjson',
        'idempotency-key': 'bulk-1',
      },
    });
  }

  it('answers what it has begun, and does not wait for a client that keeps its connection', async () => {
    const crm = await principal(system.admin, 'crm', 'sales-system');
    const call = bulk(crm.key);
    // Results come once some lines are being worked on.
    const first = Array.from({ length: 30 }, (_, i) => line(`B-${i}`));
    call.write(first.join(''));
    const response = await new Promise<IncomingMessage>((come) => call.once('response', come));
    const lines: string[] = [];
    response.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    await once(response, 'data');

    const stopped = api.stop();
    call.end(line('B-30'));
    await once(response, 'end');
    await stopped;

    expect(lines.join('').trimEnd().split('\n')).toHaveLength(31);
    expect(await api.ended).toMatch(/^stopped /);
  });
});
