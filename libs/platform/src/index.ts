export { OutboundPolicy, type Whereabouts } from './outbound/outbound-policy';
export {
  PlatformModule,
  platformCatalogs,
  platformProjections,
  provideStreams,
} from './platform.module';
export { bootstrap, FIRST_ADMIN } from './bootstrap';
export { readAddresses, readConfig, type Config } from './config/config';
export { createLogger, NestLogger, type Logger } from './config/logging';
export { CONFIG, LOGGER } from './config/tokens';
export { newSigningSecret, type SigningSecret } from './auth/signing-secret';
export { Allow, AllowAnyone, ALLOWED_ROLES } from './auth/allow.decorator';
export { AuthenticationGuard } from './auth/authentication.guard';
export { AuthorizationGuard } from './auth/authorization.guard';
export { maySee, type Caller } from './auth/caller';
export { principalEvents, type PrincipalEvent } from './auth/principal.events';
export type { Principal } from './auth/principal';
export { PRINCIPALS } from './auth/principals.token';
export { AsOfQuery } from './clock/as-of.query';
export { BusinessClock } from './clock/business-clock';
export type { DueItem, DueWork } from './clock/due-work';
export { EXIT_FAILED, reportReady, runUntilSignalled } from './process';
export type { Reactor } from './reactor';
export { completeDueWork } from './clock/complete-due-work/complete-due-work';
export { INSTALLATION_ID, installation, type Installation } from './clock/installation';
export { installationEvents, type InstallationEvent } from './clock/installation.events';
export { INSTALLATIONS } from './clock/installation.token';
export { PointInTime } from './clock/point-in-time';
export type { RecordedBy } from './clock/recorded-by';
export { amountOf } from './http/amount-of';
export { ApiPage } from './http/api-page.decorator';
export { CommandContexts, type CommandContext, type CommandDetails } from './http/command-context';
export { Call, TakesQuery, type AccordRequest, type HttpCall } from './http/http-call';
export { dirtyText } from './http/dirty-text';
export { withoutNulls } from './http/without-nulls';
export {
  AtLeastQuery,
  MAX_PAGE,
  PageQuery,
  decodeCursor,
  decodePositionCursor,
  encodeCursor,
  minPositionOf,
  notACursor,
  pageOf,
  type Page,
} from './http/paging';
export { Problem, businessRefusal, notFound, requestFault } from './http/problem';
export { ProblemFilter } from './http/problem.filter';
export { sendProblem } from './http/send-problem';
export { CommandReply, QueryReply, replyTo } from './http/replies';
export { readUpload } from './http/read-upload';
export { ReplyInterceptor } from './http/reply.interceptor';
export {
  ID_PATTERN,
  IsAmount,
  IsCurrency,
  IsIdText,
  IsIsoDate,
  faults,
  RequestValidationPipe,
} from './http/validation';
