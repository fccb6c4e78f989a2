export { accordClient, type AccordClient } from './accord-client';
export { Refused, answered, everyItem, messageOf, type Answered } from './answers';
export { Session } from './session';
export type * from './api.generated';
