import { existsSync, readFileSync } from 'node:fs';

/** Of Linux on every machine that Node runs on. */
const TICK_MICROSECONDS = 10_000;

/** Whether the use of other processes can be read here. */
export const canSeeProcesses = existsSync('/proc/self/stat');

/** @returns microseconds of processor that a process has used, in steps of 10 ms */
export function processorOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may contain anything; user and system time are fields 14 and 15.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
}

/** @returns bytes of memory that a process has resident */
export const memoryOf = (pid: number): number => bytesOf(pid, /^VmRSS:\s+(\d+) kB$/m);

/** @returns the most bytes of memory that a process has ever had resident */
export const peakMemoryOf = (pid: number): number => bytesOf(pid, /^VmHWM:\s+(\d+) kB$/m);

function bytesOf(pid: number, line: RegExp): number {
  const kilobytes = line.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no memory to speak of`);
  return Number(kilobytes) * 1024;
}

export interface Use {
  readonly things: number;
  readonly clientMicroseconds: number;
  readonly serverMicroseconds: number;
}

/** Adds up what this process and a server use for pieces of work. */
export class ProcessorMeter {
  #use: Use = { things: 0, clientMicroseconds: 0, serverMicroseconds: 0 };

  constructor(private readonly server: number) {}

  async around<T>(things: number, work: () => Promise<T>): Promise<T> {
    if (!canSeeProcesses) return work();
    const server = processorOf(this.server);
    const client = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(client);
    this.#use = {
      things: this.#use.things + things,
      clientMicroseconds: this.#use.clientMicroseconds + user + system,
      serverMicroseconds: this.#use.serverMicroseconds + processorOf(this.server) - server,
    };
    return result;
  }

  get perThing(): { readonly client: number; readonly server: number } {
    const { things, clientMicroseconds, serverMicroseconds } = this.#use;
    return { client: clientMicroseconds / things, server: serverMicroseconds / things };
  }
}
