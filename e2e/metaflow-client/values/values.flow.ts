import { deepStrictEqual } from 'node:assert';
import { float, FlowSpec, step } from '@mf/flow';

/** Everything that an artifact can be. */
function everything() {
  const point = { x: 1 };
  const ring: { next?: unknown } = {};
  ring.next = ring;
  return {
    nothing: null,
    yes: true,
    text: 'wörld 世界 😀',
    lone: 'a\ud800b',
    int: 42,
    large: Number.MAX_SAFE_INTEGER,
    fraction: 0.1,
    whole: float(2),
    minusZero: -0,
    notANumber: NaN,
    infinite: -Infinity,
    bigint: 2n ** 70n,
    smallBigint: 7n,
    list: [1, [2, 'x'], {}],
    record: { b: 1, a: { c: null } } as object,
    map: new Map<unknown, unknown>([
      [1, 'one'],
      ['k', [2]],
    ]),
    set: new Set<unknown>([1, 'a']),
    bytes: Uint8Array.of(0, 255),
    buffer: Buffer.from('hi'),
    date: new Date('2026-03-01T12:34:56.789Z'),
    int8: Int8Array.of(-1),
    clamped: Uint8ClampedArray.of(255),
    int16: Int16Array.of(-2),
    uint16: Uint16Array.of(65535),
    int32: Int32Array.of(-3),
    uint32: Uint32Array.of(4294967295),
    int64: BigInt64Array.of(-4n),
    uint64: BigUint64Array.of(2n ** 64n - 1n),
    float32: Float32Array.of(0.5),
    float64: Float64Array.of(0.1, 1e300),
    shared: [point, point],
    ring,
  };
}

/** Stores a value of every kind, and looks in the next step whether each came back as it was. */
export class ValuesFlow extends FlowSpec {
  all!: ReturnType<typeof everything>;
  missing?: number;
  rows!: number[][];
  checked!: boolean;

  @step start() {
    this.all = everything();
    this.missing = undefined;
    this.rows = Array.from({ length: 1000 }, (_none, index) => [index]);
    this.next(this.check);
  }

  @step check() {
    deepStrictEqual(this.all, everything());
    this.checked =
      this.all.shared[0] === this.all.shared[1] && this.all.ring.next === this.all.ring && this.missing === undefined;
    // What is read may have been changed, so it is looked at again; what was not is not stored again.
    if (this.rows.length !== 1000) throw new Error('rows are missing');
    this.next(this.end);
  }

  @step end() {}
}
