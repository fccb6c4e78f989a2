import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { AccordRequest } from '../http/http-call';
import { Authenticator } from './authenticator';

/** Finds out who is calling. Strangers pass, to be counted like everybody before they are sent away. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AccordRequest>();
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    // Names of schemes have no case (RFC 9110).
    const isBearer = scheme?.toLowerCase() === 'bearer';
    const caller = isBearer ? await this.authenticator.authenticate(token) : undefined;
    if (caller) request.caller = caller;
    return true;
  }
}
