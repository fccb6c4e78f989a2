import { Injectable } from '@nestjs/common';
import { ProgramClock, ProgramDirectory } from '@accord/programs';

/** In which zone a book's business dates are read. A book is its program's, and has its name. */
@Injectable()
export class BookClock {
  constructor(
    private readonly programs: ProgramClock,
    private readonly directory: ProgramDirectory,
  ) {}

  async isBook(book: string): Promise<boolean> {
    return (await this.directory.versions(book, { fresh: true })).length > 0;
  }

  /** @returns undefined when there is no such book: the installation's zone counts then */
  zone(book: string): Promise<string | undefined> {
    return this.programs.zone(book);
  }

  /** @param payoutId `<book>.<quarter>.<kind>` */
  zoneOfRun(payoutId: string): Promise<string | undefined> {
    return this.zone(payoutId.split('.')[0] ?? '');
  }
}
