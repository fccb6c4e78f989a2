import { asObject, faultOf, type Answer, type ApiClient } from '../support/api-client';
import type { Random } from '../support/random';
import { messagesIn, type BankOfFiles } from './bank-of-files';
import type { Patience } from './patience';

/** Messages to the bank after which a run is left alone, or nothing comes back any more. */
const ROUNDS = 2;

export interface Treasury {
  readonly finance: ApiClient;
  readonly approver: ApiClient;
  /** May do both, and therefore neither on its own. */
  readonly both: ApiClient;
}

/** Settles a quarter from its close to the last answer of the bank, each command until it is answered. */
export class Treasurer {
  constructor(
    private readonly patience: Patience,
    private readonly who: Treasury,
    private readonly bank: BankOfFiles,
    private readonly random: Random,
  ) {}

  /**
   * @param isLast what comes back is paid until nothing does; else some of it is left to the next run
   * @returns the run's id
   */
  async settle(quarter: string, isLast: boolean): Promise<string> {
    const { finance, both } = this.who;
    const period = `/v1/books/gitlab/periods/${quarter}`;
    await this.taken(finance, `${period}/close`, {});
    await this.patience.come(finance, period, 'closed');
    const payoutId = `gitlab.${quarter}.quarterly`;
    const path = `/v1/payouts/${payoutId}`;
    await this.taken(both, '/v1/payouts', { book: 'gitlab', quarter });
    const { root } = await this.patience.come(finance, path, 'proposed');
    await this.approve(path, String(root));
    await this.taken(finance, `${path}/issue`, {});
    await this.patience.come(finance, path, 'issued');
    for (let round = 1; isLast || round <= ROUNDS; round++) {
      if (!(await this.pay(path, isLast && round > ROUNDS))) break;
    }
    return payoutId;
  }

  /** Keeps back what is owed to a partner. @returns the path of the hold */
  async hold(partnerId: string): Promise<string> {
    const body = { book: 'gitlab', partnerId, scope: 'account', publicReason: 'It is looked into' };
    const held = await this.taken(this.who.finance, '/v1/holds', body);
    return `/v1/accounts/gitlabinc.${partnerId}.USD/holds/${String(asObject(held.body)['id'])}`;
  }

  async release(hold: string): Promise<void> {
    await this.taken(this.who.finance, `${hold}/release`, {
      publicReason: 'It is as it should be',
    });
  }

  /** Everything once more, under new keys. @returns what was taken that is not known as done */
  async again(quarter: string, payoutId: string): Promise<unknown[]> {
    const { finance, approver, both } = this.who;
    const path = `/v1/payouts/${payoutId}`;
    const { root } = asObject(await this.patience.read(finance, path));
    const told = [
      await this.patience.command(finance, `/v1/books/gitlab/periods/${quarter}/close`, {}),
      await this.patience.command(both, '/v1/payouts', { book: 'gitlab', quarter }),
      await this.patience.command(approver, `${path}/approval`, { root }),
      await this.patience.command(finance, `${path}/issue`, {}),
      await this.patience.command(finance, `${path}/instruction`, {}),
    ];
    return told.filter(
      ({ status, body }) => status < 300 && asObject(body)['status'] !== 'unchanged',
    );
  }

  /** Only what was seen, and only by somebody else. */
  private async approve(path: string, root: string): Promise<void> {
    const { approver, both } = this.who;
    const wrong = await this.patience.command(approver, `${path}/approval`, {
      root: '0'.repeat(64),
    });
    const own = await this.patience.command(both, `${path}/approval`, { root });
    const codes = [wrong, own].map((refused) => faultOf(refused).code);
    if (codes.join() !== 'root-mismatch,same-person')
      throw new Error(`Not refused: ${codes.join()}`);
    await this.taken(approver, `${path}/approval`, { root });
  }

  /** Tells the bank whom to pay, and Accord what came of it. @returns whether anything was to be paid */
  private async pay(path: string, isLast: boolean): Promise<boolean> {
    const { finance } = this.who;
    const { body } = await this.patience.command(finance, `${path}/instruction`, {});
    const messages = messagesIn(body);
    for (const message of messages) {
      const file = await this.patience.read(finance, `${path}/payment-file?message=${message}`);
      for (const answers of this.bank.take(String(file), isLast)) {
        // The bank's files arrive more than once, by either way.
        const times = this.random.between(1, 2);
        for (let i = 0; i < times; i++) {
          const to = this.random.chance(0.5) ? '/v1/bank-files' : `${path}/bank-answers`;
          await this.patience.upload(finance, to, answers);
        }
      }
    }
    return messages.length > 0;
  }

  private async taken(who: ApiClient, path: string, body: object): Promise<Answer> {
    const answer = await this.patience.command(who, path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(asObject(answer.body))}`);
    return answer;
  }
}
