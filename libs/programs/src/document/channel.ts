import { z } from 'zod';
import { amount, name } from './scalars';
import { coversTerritory, type Territories } from './territories';

const route = z.strictObject({
  // Each absent condition fits anything.
  tracks: z.array(name).min(1).optional(),
  territories: z.array(name).min(1).optional(),
  dealTypes: z.array(name).min(1).optional(),
  distributor: z.enum(['required', 'optional', 'never']),
});

/** Whether a deal goes through a distributor: the first row that fits; without one it may. */
export const routeToMarket = z.array(route).min(1);

/** Kinds of partners that do not register themselves; the vendor's people do it for them. */
export const proxies = z.strictObject({ partnerKinds: z.array(name).min(1) });

/** The smallest deal that may be registered. */
export const qualification = z.strictObject({
  minValue: amount.optional(),
  minUnits: z.number().int().min(1).optional(),
});

export type RouteRules = z.infer<typeof routeToMarket>;
export type QualificationRules = z.infer<typeof qualification>;

/** @returns whether a deal goes through a distributor */
export const routeOf = (
  rules: Territories & { readonly routeToMarket?: RouteRules | undefined },
  deal: { readonly track: string; readonly territory: string; readonly dealType: string },
): 'required' | 'optional' | 'never' =>
  rules.routeToMarket?.find(
    ({ tracks, territories, dealTypes }) =>
      (tracks?.includes(deal.track) ?? true) &&
      (territories === undefined || coversTerritory(rules, territories, deal.territory)) &&
      (dealTypes?.includes(deal.dealType) ?? true),
  )?.distributor ?? 'optional';
