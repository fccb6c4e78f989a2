import { accepted, compareDates, rejected, type Decision } from '@accord/kernel';
import type { Partner } from '../partner';
import type { PartnerEvent, TaxForm } from '../partner.events';

/** Records that a payee's tax form has come. The same form of the same day changes nothing. */
export function recordTaxForm(state: Partner, command: TaxForm): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  const { personId, form, receivedOn, validTo } = command;
  if (validTo !== null && compareDates(validTo, receivedOn) < 0) {
    return rejected('ended-before', `It came on ${receivedOn}`, 'validTo');
  }
  const isKnown = state.taxForms?.some(
    (one) =>
      one.personId === personId &&
      one.form === form &&
      one.receivedOn === receivedOn &&
      one.validTo === validTo,
  );
  return isKnown ? accepted() : accepted({ type: 'TaxFormRecorded', data: command });
}
