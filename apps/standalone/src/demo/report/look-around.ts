import { heading } from './table';

/** How to go on from here; every command works as printed, in another terminal. */
export function reportLookAround(
  dataDirectory: string,
  keys: Readonly<Record<string, string>>,
  explained: string,
  say: (text: string) => void,
): void {
  const curl = (key: string, path: string): string =>
    `  curl -s -H 'Authorization: Bearer ${keys[key]}' 'http://127.0.0.1:3000${path}'`;
  say(heading('Look around'));
  say(`  npm start -- --data ${dataDirectory}`);
  say('  then open http://127.0.0.1:3000/docs, or:');
  say(curl('finance', '/v1/statements?quarter=FY2027-Q1'));
  say(curl('auditor', explained));
  say(curl('auditor', '/v1/funds/mdf-brightwater-fy2027-q1/balance?asOf=2026-03-31'));
  say(curl('auditor', '/v1/audit/events?partnerId=fjord&limit=5'));
  say(`  npm run --silent accord -- replay --data ${dataDirectory}`);
  say(`Keys of all roles: ${dataDirectory}/keys.json`);
}
