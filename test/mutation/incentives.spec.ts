import { everySpecOf } from './every-spec-of';

everySpecOf('incentives');
