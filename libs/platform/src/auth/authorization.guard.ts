import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@accord/kernel';
import type { AccordRequest } from '../http/http-call';
import { Problem } from '../http/problem';
import { ALLOWED_ROLES } from './allow.decorator';

/** Opens a route to the roles that it names, and to nobody where it names none. */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const allowed = this.reflector.getAllAndOverride<readonly Role[] | 'anyone' | undefined>(
      ALLOWED_ROLES,
      [context.getHandler(), context.getClass()],
    );
    if (allowed === 'anyone') return true;
    const request = context.switchToHttp().getRequest<AccordRequest>();
    const { caller } = request;
    if (!caller) {
      throw new Problem(
        401,
        'unauthenticated',
        'Send a valid API key: Authorization: Bearer accord.…',
      );
    }
    const role = allowed?.find((one) => caller.roles.includes(one));
    if (role === undefined) {
      const needed = allowed?.join(', ') ?? 'none';
      throw new Problem(403, 'forbidden', `This route is open to: ${needed}`);
    }
    request.actingAs = role;
    return true;
  }
}
