import type { EventContent } from './event';

/** A compiled expression whose tests take time in proportion to the text, whatever it says. */
export interface Expression {
  test(text: string): boolean;
}

/** After so many events considered, wanted or not, others get their turn. */
export const CONSIDERED_AT_ONCE = 500;

/** Which events of `$all` a reader wants: those whose stream name or type fits one expression. */
export interface EventFilter {
  readonly on: 'stream' | 'type';
  readonly expression: { readonly prefixes: readonly string[] } | { readonly regex: Expression };
  /** Considered events, wanted or not, after which the reader hears how far it has come. */
  readonly checkpointInterval: number;
}

export function fits(filter: EventFilter, event: EventContent): boolean {
  const text = filter.on === 'stream' ? event.stream : event.type;
  return 'regex' in filter.expression
    ? filter.expression.regex.test(text)
    : filter.expression.prefixes.some((prefix) => text.startsWith(prefix));
}
