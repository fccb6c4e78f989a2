/** Where stands what a legal entity owes a partner in one currency. */
export const accountId = (entity: string, partnerId: string, currency: string): string =>
  `${entity}.${partnerId}.${currency}`;
