import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type { Logger };

/** Names under which secrets travel; what stands there is never logged. */
const SECRETS = ['req.headers.authorization', 'headers.authorization', 'apiKey', 'secret'];

export const createLogger = (process: string, level: string): Logger =>
  pino({ name: process, level, redact: SECRETS }, pino.destination(2));

/** Nest's own messages through the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
