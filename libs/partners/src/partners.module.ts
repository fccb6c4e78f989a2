import { Module } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { ProgramsModule } from '@accord/programs';
import { EndAgreementHandler } from './end-agreement/end-agreement.handler';
import { EnrolPartnerHandler } from './enrol-partner/enrol-partner.handler';
import { ChangeDesignationHandler } from './grant-designation/grant-designation.handler';
import { partner } from './partner';
import { PartnerClock } from './partner-clock';
import { PartnerDirectory } from './partner-directory/partner-directory';
import { PartnersQuery } from './partner-list/partner-list.query';
import { PartnersController } from './partners.controller';
import { PARTNERS } from './partners.token';
import { RecordCredentialHandler } from './record-credential/record-credential.handler';
import { RecordTaxFormHandler } from './record-tax-form/record-tax-form.handler';
import { SetStandingHandler } from './set-standing/set-standing.handler';
import { SetTrackHandler } from './set-track/set-track.handler';
import { SignAgreementHandler } from './sign-agreement/sign-agreement.handler';

@Module({
  imports: [ProgramsModule],
  controllers: [PartnersController],
  providers: [
    provideStreams(PARTNERS, partner),
    PartnerDirectory,
    PartnersQuery,
    PartnerClock,
    EnrolPartnerHandler,
    SignAgreementHandler,
    EndAgreementHandler,
    SetTrackHandler,
    SetStandingHandler,
    ChangeDesignationHandler,
    RecordCredentialHandler,
    RecordTaxFormHandler,
  ],
  exports: [PartnerDirectory, PartnerClock],
})
export class PartnersModule {}
