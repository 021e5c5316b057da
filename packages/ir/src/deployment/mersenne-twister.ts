const size = 624;
const middle = 397;

/** The generator MT19937 as CPython's `random` seeds and reads it: the same seed gives the same numbers as there. */
export class MersenneTwister {
  readonly #state = new Uint32Array(size);
  #at = size;

  /** @param seed from 0 to 2^32 - 1, as `random.seed(seed)` takes it */
  constructor(seed: number) {
    const state = this.#state;
    state[0] = 19650218;
    for (let i = 1; i < size; i++) state[i] = Math.imul(1812433253, this.#mixed(i - 1)) + i;
    let i = 1;
    // `init_by_array` with the seed as an array of one word.
    for (let count = 0; count < size; count++) {
      state[i] = (state[i]! ^ Math.imul(this.#mixed(i - 1), 1664525)) + seed;
      i = this.#next(i);
    }
    for (let count = 0; count < size - 1; count++) {
      state[i] = (state[i]! ^ Math.imul(this.#mixed(i - 1), 1566083941)) - i;
      i = this.#next(i);
    }
    state[0] = 0x80000000;
  }

  /** A whole number from 0 to below `limit`, as `random._randbelow` draws it. */
  below(limit: number): number {
    const bits = 32 - Math.clz32(limit);
    for (;;) {
      const drawn = this.#word() >>> (32 - bits);
      if (drawn < limit) return drawn;
    }
  }

  #mixed(i: number): number {
    const word = this.#state[i]!;
    return word ^ (word >>> 30);
  }

  #next(i: number): number {
    if (i + 1 < size) return i + 1;
    this.#state[0] = this.#state[size - 1]!;
    return 1;
  }

  #word(): number {
    if (this.#at === size) this.#refill();
    let word = this.#state[this.#at++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  #refill(): void {
    const state = this.#state;
    for (let i = 0; i < size; i++) {
      const word = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
      state[i] = state[(i + middle) % size]! ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
    }
    this.#at = 0;
  }
}
