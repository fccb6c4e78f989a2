import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from '@accord/kernel';

export const ALLOWED_ROLES = 'accord:allowed-roles';

/** The roles that may call a route. Every route names them; one that does not is closed to all. */
export const Allow = (...roles: readonly Role[]): CustomDecorator =>
  SetMetadata(ALLOWED_ROLES, roles);

/** A route that needs no key: health and the API documents. */
export const AllowAnyone = (): CustomDecorator => SetMetadata(ALLOWED_ROLES, 'anyone');
