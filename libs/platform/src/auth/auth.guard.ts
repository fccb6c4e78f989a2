import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@accord/kernel';
import type { AccordRequest } from '../http/http-call';
import { Problem } from '../http/problem';
import { ALLOWED_ROLES } from './allow.decorator';
import { Authenticator } from './authenticator';

/** Opens a route to the roles that it names, and to nobody where it names none. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.getAllAndOverride<readonly Role[] | 'anyone' | undefined>(
      ALLOWED_ROLES,
      [context.getHandler(), context.getClass()],
    );
    if (allowed === 'anyone') return true;
    const request = context.switchToHttp().getRequest<AccordRequest>();
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    const caller = scheme === 'Bearer' ? await this.authenticator.authenticate(token) : undefined;
    if (!caller) {
      throw new Problem(
        401,
        'unauthenticated',
        'Send a valid API key: Authorization: Bearer accord.…',
      );
    }
    if (!allowed?.some((role) => caller.roles.includes(role))) {
      const needed = allowed?.join(', ') ?? 'none';
      throw new Problem(403, 'forbidden', `This route is open to: ${needed}`);
    }
    request.caller = caller;
    request.actingAs = allowed.find((role) => caller.roles.includes(role));
    return true;
  }
}
