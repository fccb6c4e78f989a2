import { asObject, type ApiClient } from '../api-client';
import { cell, grouped, heading } from './table';

/** One payout line, the first that a cap cut, down to its events. @returns the path that explains it */
export async function reportExplanation(
  auditor: ApiClient,
  statementId: string,
  say: (text: string) => void,
): Promise<string> {
  const lines = await auditor.list(`/v1/statements/${statementId}`);
  const capped = lines.find((line) => cell(line, 'amount') === cell(line, 'cap')) ?? lines[0];
  if (!capped) throw new Error(`"${statementId}" has no line`);
  const line = encodeURIComponent(cell(capped, 'lineId'));
  const path = `/v1/statements/${statementId}/lines/${line}/explanation`;
  const explanation = await auditor.get(path);
  const said = asObject(explanation['line']);
  const tier = asObject(said['tier']);
  const approval = asObject(explanation['approval']);
  say(
    heading(
      `One line explained: ${grouped(cell(said, 'amount'))} USD to ${cell(explanation, 'partnerId')}`,
    ),
  );
  say(`line      ${cell(said, 'lineId')}`);
  say(
    `rule      ${cell(said, 'rule')} of ${cell(said, 'programVersion')}, earned in ${cell(said, 'quarter')}`,
  );
  say(`reckoned  ${cell(said, 'derivation')}`);
  say(
    `tier      from ${cell(tier, 'from')} to ${cell(tier, 'to')} services, counted ${cell(tier, 'count')} (members ${cell(tier, 'membersHash').slice(0, 16)}…)`,
  );
  say(
    `exact     ${cell(said, 'exact')} cents, rounded ${cell(said, 'rounding')}; due ${cell(said, 'dueOn')}`,
  );
  const wouldChange = Array.isArray(said['wouldChange']) ? said['wouldChange'] : [];
  for (const change of wouldChange) say(`otherwise ${String(change)}`);
  say('events');
  const events = Array.isArray(explanation['events']) ? explanation['events'].map(asObject) : [];
  for (const event of events) {
    say(
      `  ${cell(event, 'position').padStart(8)}  ${cell(event, 'occurredOn')}  ${cell(event, 'type').padEnd(16)}` +
        `by ${cell(event, 'actor')} (${cell(event, 'role')}), revision ${cell(event, 'revision')} of ${cell(event, 'stream')}`,
    );
  }
  say(
    `approval  proposed by ${cell(approval, 'proposedBy')}, approved by ${cell(approval, 'approvedBy')} under root ` +
      `${cell(approval, 'root').slice(0, 16)}…, issued ${cell(approval, 'issuedOn')}`,
  );
  return path;
}
