export const ACCOUNTS = Symbol('accounts');
export const CO_FUNDERS = Symbol('co-funders');
export const PERIODS = Symbol('periods');
export const BANK_FILES = Symbol('bank-files');
export const OPENINGS = Symbol('openings');
export const PAYOUTS = Symbol('payouts');
export const PAYMENT_DETAILS = Symbol('payment-details');
export const ESTIMATES = Symbol('estimates');
