/** What typed arrays of every kind can do. */
interface Numbers<T> {
  readonly length: number;
  [index: number]: number;
  subarray(start: number, end: number): T;
  set(from: T): void;
}

/** An array of numbers that grows, without an object or a pointer per entry. */
export class NumberList<T extends Numbers<T>> {
  #numbers: T;
  #length: number;

  /**
   * @param create an array of so many zeros
   * @param content what the list holds at first; it belongs to the list from then on
   */
  constructor(
    private readonly create: (length: number) => T,
    content: T = create(0),
  ) {
    this.#numbers = content;
    this.#length = content.length;
  }

  get length(): number {
    return this.#length;
  }

  /** @returns its index */
  push(value: number): number {
    this.grow(this.#length + 1);
    this.#numbers[this.#length - 1] = value;
    return this.#length - 1;
  }

  /** Makes the list at least so long, with zeros. */
  grow(length: number): void {
    if (length > this.#numbers.length) {
      this.reserve(Math.max(1024, length, this.#numbers.length * 2));
    }
    this.#length = Math.max(this.#length, length);
  }

  /** Makes room for so many numbers at once. */
  reserve(room: number): void {
    if (room <= this.#numbers.length) return;
    const larger = this.create(room);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  /** 0 beyond the end. */
  at(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#numbers[index] = value;
  }

  /** What it holds now. Later pushes do not show in it, later `set`s may. */
  view(): T {
    return this.#numbers.subarray(0, this.#length);
  }
}

export const floats = (length: number): Float64Array<ArrayBuffer> => new Float64Array(length);
export const words = (length: number): Uint32Array<ArrayBuffer> => new Uint32Array(length);
