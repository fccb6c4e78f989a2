export type { EarningLine, SourceEvent } from './earning-line';
