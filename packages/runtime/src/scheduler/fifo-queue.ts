/** Items taken out, and forgotten, in the order in which they came. Both ends cost the same however long it is. */
export class FifoQueue<T> {
  #items: T[] = [];
  #taken = 0;

  get length(): number {
    return this.#items.length - this.#taken;
  }

  push(items: readonly T[]): void {
    for (const item of items) this.#items.push(item);
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#taken++];
    if (this.#taken > 1024 && this.#taken > this.#items.length / 2) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#taken = 0;
  }
}
