import {
  DamagedLog,
  DirectoryInUse,
  eventStoreIn,
  type LogReport,
  NoLog,
  verifyLog,
} from '@accord/embedded-eventstore';
import { command } from './command';
import { Progress } from './progress';

const DAMAGED = 1;
const NOT_CHECKED = 3;

export const verifyEventStoreCommand = command({
  name: 'eventstore verify',
  summary: 'checks every record of an embedded event store that is not running',
  details:
    'Exit status: 0 the log is whole, 1 it is damaged (the message says where and what to do), 3 it could\n' +
    'not be checked, because a server has it open or there is none. Nothing is changed.',
  options: {
    data: {
      type: 'string',
      default: './data',
      value: 'DIR',
      help: "Accord's data directory, or the event store's own (default ./data)",
    },
    json: { type: 'boolean', default: false, help: 'print the result as JSON' },
  },
  async run({ data, json }) {
    const progress = new Progress('eventstore verify');
    try {
      const report = await verifyLog(eventStoreIn(data), (read, size) => progress.at(read, size));
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : describe(report));
      return 0;
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined || !(error instanceof Error)) throw error;
      process.stderr.write(`accord: ${error.message}\n`);
      return status;
    } finally {
      progress.clear();
    }
  },
});

function statusOf(error: unknown): number | undefined {
  if (error instanceof DamagedLog) return DAMAGED;
  if (error instanceof DirectoryInUse || error instanceof NoLog) return NOT_CHECKED;
  return undefined;
}

const describe = ({ file, logId, events, writes, end, torn, snapshotFault }: LogReport): string =>
  [
    `${file}: log ${logId}`,
    `${events} events in ${writes} writes, ${end} bytes: every record is whole, every stream without gap`,
    ...(torn ? ['behind them lies an unfinished write, which the next start cuts off'] : []),
    snapshotFault === null
      ? 'the index snapshot agrees'
      : `${snapshotFault}; the next start reads the whole log`,
    'verify: the log is whole',
    '',
  ].join('\n');
