/** The fund of a region's quarter: one for each currency, so that its budget has one guard. */
export const sharedFundId = ({
  programId,
  region,
  quarter,
  currency,
}: {
  readonly programId: string;
  readonly region: string;
  readonly quarter: string;
  readonly currency: string;
}): string => [programId, region.replaceAll(' ', '~'), quarter, currency].join('.');
