import { partnerListProjection } from './partner-list/partner-list.projection';
import { partnerEvents } from './partner.events';

export { PartnersModule } from './partners.module';
export { PartnerClock } from './partner-clock';
export { PartnerDirectory } from './partner-directory/partner-directory';
export { isUnderAgreement, standingOn, type Standing } from './standing';
export { taxFormFrom, type TaxStanding } from './tax-forms';
export { partner, withCredential, type Partner } from './partner';
export { partnerEvents, type PartnerEvent } from './partner.events';

export const partnerCatalogs = [partnerEvents];
export const partnerProjections = [partnerListProjection];
