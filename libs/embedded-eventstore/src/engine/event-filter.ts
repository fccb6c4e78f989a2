import type { EventContent } from './event';

/** Which events of `$all` a reader wants: those whose stream name or type fits one expression. */
export interface EventFilter {
  readonly on: 'stream' | 'type';
  readonly expression: { readonly prefixes: readonly string[] } | { readonly regex: RegExp };
  /** Considered events, wanted or not, after which the reader hears how far it has come. */
  readonly checkpointInterval: number;
}

export function fits(filter: EventFilter, event: EventContent): boolean {
  const text = filter.on === 'stream' ? event.stream : event.type;
  return 'regex' in filter.expression
    ? filter.expression.regex.test(text)
    : filter.expression.prefixes.some((prefix) => text.startsWith(prefix));
}
