import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { RE2JS } from 're2js';
import type { EventFilter, Expression } from '../engine/event-filter';
import type { Direction, From } from '../engine/reader';
import type { CallError } from './errors';
import { invalid, streamName } from './request-parts';

export interface ReadRequest {
  /** Undefined for `$all`. */
  readonly stream: string | undefined;
  readonly from: From;
  readonly direction: Direction;
  /** Events wanted, or a subscription. */
  readonly count: number | 'subscription';
  readonly resolveLinks: boolean;
  readonly filter: EventFilter | undefined;
  /** Ids as two 64-bit numbers instead of text. */
  readonly structuredIds: boolean;
}

const DEFAULT_WINDOW = 32;
/** What looking at one event may cost. */
const MAX_PREFIXES = 1_000;
const MAX_REGEX = 1_000;
/** Steps of the compiled expression, each of which may look at each character of a name. */
const MAX_PROGRAM = 1_000;
const SUBSCRIPTION_BACKWARDS = 'a subscription cannot read backwards';

/** @throws CallError */
export function parseReadRequest(request: ReadReq): ReadRequest {
  const options = required(request.getOptions(), 'options');
  const stream = options.getStream();
  const all = options.getAll();
  if (!stream && !all) throw missing('stream or all');
  if (!options.hasUuidOption()) throw missing('uuid_option');
  const isBackwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  if (isBackwards && options.hasSubscription()) throw invalid(SUBSCRIPTION_BACKWARDS);
  if (!options.hasSubscription() && !options.hasCount()) throw missing('count or subscription');
  const filter = options.getFilter();
  return {
    stream: stream && streamName(stream.getStreamIdentifier()),
    from: stream ? fromRevision(stream) : fromPosition(all),
    direction: isBackwards ? 'backwards' : 'forwards',
    count: options.hasSubscription() ? 'subscription' : Number(options.getCount()),
    resolveLinks: options.getResolveLinks(),
    filter: filter && !stream ? parseFilter(filter) : undefined,
    structuredIds: options.getUuidOption()?.hasStructured() ?? false,
  };
}

const missing = (name: string): CallError => invalid(`the read request has no ${name}`);

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw missing(name);
  return value;
}

function fromRevision(options: ReadReq.Options.StreamOptions): From {
  if (options.hasStart()) return 'start';
  return options.hasEnd() ? 'end' : Number(options.getRevision());
}

function fromPosition(options: ReadReq.Options.AllOptions | undefined): From {
  const position = options?.getPosition();
  if (position) return Number(position.getCommitPosition());
  return options?.hasEnd() ? 'end' : 'start';
}

function parseFilter(options: ReadReq.Options.FilterOptions): EventFilter {
  const byStream = options.getStreamIdentifier();
  const expression = required(byStream ?? options.getEventType(), 'filter expression');
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  const interval = window * options.getCheckpointintervalmultiplier();
  if (interval < 1) throw invalid('the checkpoint interval of the filter is 0');
  const regex = expression.getRegex();
  return {
    on: byStream ? 'stream' : 'type',
    expression:
      regex === '' ? { prefixes: few(expression.getPrefixList()) } : { regex: compile(regex) },
    checkpointInterval: interval,
  };
}

function few(prefixes: readonly string[]): readonly string[] {
  if (prefixes.length > MAX_PREFIXES) {
    throw invalid(`the filter has ${prefixes.length} prefixes; the limit is ${MAX_PREFIXES}`);
  }
  return prefixes;
}

/**
 * Not the expressions of the language: those go back and forth in a text, for hours if a client wants
 * it, and keep everybody waiting. What this one cannot do (looking around, references to groups) is
 * refused, and so is what would be slow by its size.
 */
function compile(regex: string): Expression {
  const refused = (why: string): CallError =>
    invalid(`the filter's regular expression cannot be used: ${why}`);
  if (regex.length > MAX_REGEX) {
    throw refused(`it has ${regex.length} characters; the limit is ${MAX_REGEX}`);
  }
  const compiled = compileLinear(regex, refused);
  if (compiled.programSize() > MAX_PROGRAM) {
    throw refused(`it has ${compiled.programSize()} steps; the limit is ${MAX_PROGRAM}`);
  }
  return compiled;
}

function compileLinear(regex: string, refused: (why: string) => CallError): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(regex));
  } catch (error) {
    throw refused(String(error));
  }
}
