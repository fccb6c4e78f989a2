/** Tells a terminal how far a command has come; a file or pipe is told nothing. */
export class Progress {
  #shown = -1;

  constructor(private readonly command: string) {}

  at(done: number, all: number): void {
    const percent = all === 0 ? 100 : Math.floor((done * 100) / all);
    if (!process.stderr.isTTY || percent === this.#shown) return;
    this.#shown = percent;
    process.stderr.write(`\r${this.command}: ${percent} %`);
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
