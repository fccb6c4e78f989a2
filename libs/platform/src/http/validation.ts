import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, isString, type ValidationOptions } from 'class-validator';
import { isCurrency, isIsoDate, type Rejection } from '@accord/kernel';
import { cleaned, dirtyText } from './dirty-text';
import { Problem, requestFault } from './problem';
import { withoutNulls } from './without-nulls';

/** An id or reference as it stands in paths and stream names. */
export const ID_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9._~-]{0,98}[A-Za-z0-9])?$/;

const AMOUNT_PATTERN = /^\d{1,15}(\.\d{1,4})?$/;

/** @param form how the OpenAPI document says it, for clients that check before they send */
const rule =
  (
    name: string,
    message: string,
    form: { readonly pattern: string } | { readonly format: string },
    holds: (text: string) => boolean,
  ) =>
  (options?: ValidationOptions): PropertyDecorator =>
  (target, property) => {
    const validate = (value: unknown): boolean => isString(value) && holds(value);
    const validator = { validate, defaultMessage: () => `$property ${message}` };
    ValidateBy({ name, validator }, options)(target, property);
    if (!options?.each) ApiProperty(form)(target, property);
  };

export const IsIsoDate = rule(
  'isIsoDate',
  'must be a date, YYYY-MM-DD',
  { format: 'date' },
  isIsoDate,
);

/** An amount of money: a decimal string such as "1234.50". Its precision is checked with its currency. */
export const IsAmount = rule(
  'isAmount',
  'must be an amount as a decimal string, for example "1234.50"',
  { pattern: AMOUNT_PATTERN.source },
  (text) => AMOUNT_PATTERN.test(text),
);

export const IsCurrency = rule(
  'isCurrency',
  'must be an ISO 4217 currency code',
  { pattern: '^[A-Z]{3}$' },
  isCurrency,
);

export const IsIdText = rule(
  'isIdText',
  'must be 1 to 100 letters, digits, ".", "_", "~" or "-", and begin and end with a letter or digit',
  { pattern: ID_PATTERN.source },
  (text) => ID_PATTERN.test(text),
);

/** Turns class-validator's tree into a flat list that names every fault. */
export function faults(errors: readonly ValidationError[], parent = ''): Rejection[] {
  return errors.flatMap((error) => {
    const path = parent ? `${parent}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({
      code: kebab(code),
      message,
      path,
    }));
    return [...own, ...faults(error.children ?? [], path)];
  });
}

const kebab = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Checks every body and query against its class, and all text for what no store could give back; a
 * field that the class does not know is a fault. All faults are told at once.
 */
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      exceptionFactory: (errors) => requestFault(faults(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    const dirty = dirtyText(value, metadata.data);
    try {
      const given = this.toValidate(metadata) ? withoutNulls(value) : value;
      if (dirty.length === 0) return await super.transform(given, metadata);
      // Some validators cannot bear such text; they are asked about everything else.
      await super.transform(cleaned(given), metadata);
    } catch (error) {
      if (error instanceof Problem) throw requestFault([...dirty, ...error.errors]);
      if (!(error instanceof RangeError) || dirty.length === 0) throw error;
      // Too deep to be looked through, and told as such.
    }
    throw requestFault(dirty);
  }
}
