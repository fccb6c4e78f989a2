import { z } from 'zod';
import { amendment, approval } from './approval';
import { calendars, territoryCalendars } from './calendars';
import { proxies, qualification, routeToMarket } from './channel';
import { attribution, incumbency, purchaseOrder } from './customer-base';
import { conversion } from './conversion';
import { coop } from './coop';
import { sla } from './clocks';
import { designationRule } from './designations';
import { exceptions } from './exceptions';
import { exclusivity } from './exclusivity';
import { fees } from './fees';
import { incentive } from './incentives';
import { mdf } from './mdf';
import { payout } from './payout';
import { pricing } from './pricing';
import { expiry, extension } from './protection';
import { registration, type RegistrationTypeRules } from './registration';
import { routing } from './routing';
import { currencyCode, date, name } from './scalars';
import { stacking } from './stacking';
import { preferredPartner, tender } from './tender';
import { territoryParts } from './territories';

/** A channel program: every rule that Accord applies, as one versioned document. */
export const programDocument = z.strictObject({
  program: z.string().regex(/^[a-z][a-z0-9]{0,30}$/, 'lower-case letters and digits'),
  name: z.string().min(1).max(200),
  /** Where the rules were published, for people. */
  source: z.string().min(1).max(2_000),
  effectiveFrom: date,
  timeZone: z.string().min(1),
  currency: currencyCode,
  /** Legal entity that pays. */
  entity: z.string().regex(/^[a-z][a-z0-9]{0,30}$/, 'lower-case letters and digits'),
  /** Books are closed and paid by quarter, or by month; what rules say of a quarter is of that month then. */
  fiscalYear: z.strictObject({
    firstMonth: z.number().int().min(1).max(12),
    periods: z.enum(['quarter', 'month']).optional(),
  }),
  holidays: z.array(date),
  calendars: calendars.optional(),
  territoryCalendars: territoryCalendars.optional(),
  territories: z.array(name).min(1),
  /** What a territory is made of, where others lie in it or share a place with it; absent: they are apart. */
  territoryParts: territoryParts.optional(),
  tracks: z.array(name).min(1),
  designations: z.array(name),
  /** What it takes to be granted one of them, and to keep it. */
  designationRules: z.array(designationRule).optional(),
  registration,
  routing: routing.optional(),
  approval: approval.optional(),
  amendment: amendment.optional(),
  sla: sla.optional(),
  exclusivity,
  expiry,
  extension,
  /** What follows may be absent: the program has no such rule. */
  tender: tender.optional(),
  preferredPartner: preferredPartner.optional(),
  routeToMarket: routeToMarket.optional(),
  proxies: proxies.optional(),
  qualification: qualification.optional(),
  pricing: pricing.optional(),
  fees: fees.optional(),
  incumbency: incumbency.optional(),
  attribution: attribution.optional(),
  purchaseOrder: purchaseOrder.optional(),
  incentives: z.array(incentive),
  conversion: conversion.optional(),
  stacking: stacking.optional(),
  exceptions: exceptions.optional(),
  mdf: mdf.nullable(),
  coop: coop.optional(),
  payout,
});

export type ProgramRules = z.infer<typeof programDocument>;

/** @returns the rules for a type of registration; undefined when the program knows no such type */
export const registrationType = (
  { registration: { types } }: ProgramRules,
  dealType: string,
): RegistrationTypeRules | undefined =>
  Object.hasOwn(types, dealType) ? types[dealType] : undefined;
