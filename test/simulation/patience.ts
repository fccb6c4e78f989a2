import { setTimeout as delay } from 'node:timers/promises';
import { NoAnswer, asObject, type Answer, type ApiClient } from '../support/api-client';

const RETRY_MS = 50;

/** What all callers of a simulation have come to. */
export interface Progress {
  /** Commands that were taken. */
  commands: number;
  /** Requests that are not answered yet, with what came of the last attempt. */
  readonly underWay: Map<string, string>;
}

/** Sends each request until it is answered, to whichever process is there. */
export class Patience {
  private count = 0;

  constructor(
    private readonly name: string,
    private readonly progress: Progress,
    private readonly anyUrl: (attempt: number) => string,
  ) {}

  /**
   * Sends a command, each time under the same key.
   * @returns what was answered, a business refusal included
   * @throws Error on any other refusal
   */
  async command(who: ApiClient, path: string, body: object): Promise<Answer> {
    const key = this.nextId('key');
    return this.taken(path, (url) => who.at(url).command(path, body, key));
  }

  /** Sends a command. @returns whether it was taken */
  async tell(who: ApiClient, path: string, body: object): Promise<boolean> {
    return (await this.command(who, path, body)).status < 300;
  }

  /** Sends a file; what makes it one is its content. @throws Error when it is refused */
  async upload(who: ApiClient, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
    return this.taken(path, (url) => who.at(url).upload(path, 'application/xml', bytes));
  }

  /** Reads until there is something. @returns the body */
  async read(who: ApiClient, path: string): Promise<unknown> {
    const ask = (url: string): Promise<Answer> => who.at(url).raw('GET', path);
    const { status, body } = await this.untilAnswered(path, ask, (one) => one.status !== 404);
    if (status >= 300) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Reads until it says so. */
  async come(who: ApiClient, path: string, status: string): Promise<Record<string, unknown>> {
    for (;;) {
      const one = asObject(await this.read(who, path));
      if (one['status'] === status) return one;
      await delay(RETRY_MS);
    }
  }

  nextId(kind: string): string {
    return `${kind}-${this.name}-${this.count++}`;
  }

  private async taken(path: string, send: (url: string) => Promise<Answer>): Promise<Answer> {
    const answer = await this.untilAnswered(path, send, () => true);
    if (answer.status < 300) this.progress.commands++;
    else if (answer.status !== 422) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  private async untilAnswered(
    path: string,
    send: (url: string) => Promise<Answer>,
    isAnswer: (answer: Answer) => boolean,
  ): Promise<Answer> {
    const request = this.nextId('request');
    try {
      for (let attempt = 0; ; attempt++) {
        const url = this.anyUrl(attempt);
        this.progress.underWay.set(request, `${path}, attempt ${attempt} at ${url}`);
        const answer = await orNone(send(url));
        if (answer && answer.status < 500 && isAnswer(answer)) return answer;
        await delay(RETRY_MS);
      }
    } finally {
      this.progress.underWay.delete(request);
    }
  }
}

async function orNone(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}
