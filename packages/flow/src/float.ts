/**
 * A number that other languages read as floating point even when it is integral: Python sees `2.0`, not `2`.
 *
 * The value is a boxed `Number`: it computes like any number, but compare it with `==` or `Number(x)`, not `===`.
 * What was stored as such comes back as such.
 */
export function float(value: number): number {
  return new Number(value) as unknown as number;
}
