import { answered, everyItem, type AccordClient } from '@accord/client';
import { grouped, heading } from './table';

/** One payout line, the first that a cap cut, down to its events. @returns the path that explains it */
export async function reportExplanation(
  auditor: AccordClient,
  statementId: string,
  say: (text: string) => void,
): Promise<string> {
  const lines = await everyItem((query) =>
    auditor.GET('/v1/statements/{statementId}', { params: { path: { statementId }, query } }),
  );
  const capped = lines.find(({ amount, cap }) => amount === cap) ?? lines[0];
  if (!capped) throw new Error(`"${statementId}" has no line`);
  const path = { statementId, lineId: capped.lineId };
  const { line, events, approval, partnerId } = await answered(
    auditor.GET('/v1/statements/{statementId}/lines/{lineId}/explanation', { params: { path } }),
  );
  say(heading(`One line explained: ${grouped(line.amount)} USD to ${partnerId}`));
  say(`line      ${line.lineId}`);
  say(`rule      ${line.rule} of ${line.programVersion}, earned in ${line.quarter}`);
  say(`reckoned  ${line.derivation}`);
  const { tier } = line;
  if (tier) {
    const members = tier.membersHash.slice(0, 16);
    say(
      `tier      from ${tier.from} to ${tier.to} services, counted ${tier.count} (members ${members}…)`,
    );
  }
  say(`exact     ${line.exact} cents, rounded ${line.rounding}; due ${line.dueOn}`);
  for (const change of line.wouldChange) say(`otherwise ${change}`);
  say('events');
  for (const event of events) {
    say(
      `  ${event.position.padStart(8)}  ${event.occurredOn}  ${event.type.padEnd(16)}` +
        `by ${event.actor} (${event.role}), revision ${event.revision} of ${event.stream}`,
    );
  }
  say(
    `approval  proposed by ${approval.proposedBy}, approved by ${approval.approvedBy} under root ` +
      `${approval.root.slice(0, 16)}…, issued ${approval.issuedOn}`,
  );
  const id = encodeURIComponent(capped.lineId);
  return `/v1/statements/${statementId}/lines/${id}/explanation`;
}
