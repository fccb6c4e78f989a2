const pathOf = (payoutId: string, of: string): string =>
  `/v1/payouts/${encodeURIComponent(payoutId)}/${of}`;

export const reviewPath = (payoutId: string): string => pathOf(payoutId, 'review');
export const setAsidePath = (payoutId: string): string => pathOf(payoutId, 'set-aside');
