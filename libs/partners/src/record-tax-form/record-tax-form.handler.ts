import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Partner } from '../partner';
import type { PartnerEvent, TaxForm } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { recordTaxForm } from './record-tax-form';

export class RecordTaxFormCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly partnerId: string,
    readonly form: TaxForm,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RecordTaxFormCommand)
export class RecordTaxFormHandler implements ICommandHandler<RecordTaxFormCommand> {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  execute(command: RecordTaxFormCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { partnerId, form, context } = command;
    const { envelope, options } = context;
    return this.partners.transact(
      partnerId,
      envelope,
      (state) => recordTaxForm(state, form),
      options,
    );
  }
}
