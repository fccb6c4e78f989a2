import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { Role } from '@accord/kernel';

export const ALLOWED_ROLES = 'accord:allowed-roles';

/** Opens a route to callers that hold one of the roles; the API's description names them. */
export const Allow = (...roles: Role[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ALLOWED_ROLES, roles),
    ApiExtension('x-roles', roles),
    ApiUnauthorizedResponse({ description: 'No valid API key' }),
    ApiForbiddenResponse({ description: `Open to: ${roles.join(', ')}` }),
  );

/** Opens a route to everybody, without a key. */
export const AllowAnyone = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ALLOWED_ROLES, 'anyone'), ApiExtension('x-roles', 'anyone'));
