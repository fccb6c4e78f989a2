import { rateEvents } from './rates.events';
import { rateListProjection } from './rate-list/rate-list.projection';

export { RateDirectory } from './rate-directory/rate-directory';
export { RatesModule } from './rates.module';
export { conversionBy, type Conversion, type WantedRate } from './conversion/conversion';
export type { DayOfRates } from './publish-rates/publish-rates';
export { MAX_FILE_BYTES, readRateFile } from './rate-file/read-rate-file';
export { RateFileFault, type RateFile } from './rate-file/rate-file';
export { ratesId } from './rates';
export { rateEvents, type Publication, type RateEvent } from './rates.events';

export const rateCatalogs = [rateEvents];
export const rateProjections = [rateListProjection];
