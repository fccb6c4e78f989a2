export const ACCOUNTS = Symbol('accounts');
export const PERIODS = Symbol('periods');
export const PAYOUTS = Symbol('payouts');
