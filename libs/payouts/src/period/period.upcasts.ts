/** What older versions of the period's events did not say, as it was then. */

/** The number of all pages was known before the first was written. */
export const frozenV1 = (data: object): object => {
  const { pages: _pages, ...rest } = { pages: 0, ...data };
  return rest;
};

/** All lines were read at once, by their ids. */
export const closedV1 = (data: object): object => ({ ...data, orderedBy: 'line' });

/** The list of all lines was hashed as one. */
export const closedV2 = (data: object): object => ({ ...data, hashOf: 'list' });
