/** An array of numbers of one kind that both languages have: Python's `array.array`, whose buffer numpy takes as it is. */
export type TypedArray =
  | Int8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

interface Kind {
  readonly make: new (buffer: ArrayBuffer) => TypedArray | Uint8Array;
  /** Type code of `array.array`. */
  readonly code: string;
  /** How the elements are stored, as the module `array` numbers it; the big-endian form is the next one, where size matters. */
  readonly format: number;
}

const UNSIGNED_BYTES = 0;

const KINDS: readonly Kind[] = [
  { make: Uint8ClampedArray, code: 'B', format: UNSIGNED_BYTES },
  { make: Int8Array, code: 'b', format: 1 },
  { make: Uint16Array, code: 'H', format: 2 },
  { make: Int16Array, code: 'h', format: 4 },
  { make: Uint32Array, code: 'I', format: 6 },
  { make: Int32Array, code: 'i', format: 8 },
  { make: BigUint64Array, code: 'Q', format: 10 },
  { make: BigInt64Array, code: 'q', format: 12 },
  { make: Float32Array, code: 'f', format: 14 },
  { make: Float64Array, code: 'd', format: 16 },
];

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Whether a value is an array of one of the kinds that Python has. `Uint8Array` is not: it is Python's bytes. */
export function isTypedArray(value: object): value is TypedArray {
  return kindOf(value) !== undefined;
}

/** What Python's `array._array_reconstructor` takes, after the class: type code, format, and the elements' bytes (no copy). */
export function typedArrayState(value: TypedArray): {
  readonly code: string;
  readonly format: number;
  readonly bytes: Uint8Array;
} {
  const { code, format } = kindOf(value) as Kind;
  const swapped = !isLittleEndian && value.BYTES_PER_ELEMENT > 1 ? 1 : 0;
  return { code, format: format + swapped, bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) };
}

/**
 * The array that Python would make; undefined for a format that has no counterpart (text). An array of unsigned bytes is a
 * `Uint8ClampedArray` where one was written, which only this package does with `clamped`, and a `Uint8Array` otherwise.
 */
export function typedArrayOf(format: number, bytes: Uint8Array, clamped: boolean): TypedArray | Uint8Array | undefined {
  const kind = KINDS.find(({ format: little }) => format === little || (little > 1 && format === little + 1));
  if (!kind) return undefined;
  // A buffer of its own: the bytes may stand at an offset that the elements cannot.
  const own = new Uint8Array(bytes);
  const Make = kind.format === UNSIGNED_BYTES && !clamped ? Uint8Array : kind.make;
  const size = (Make as unknown as { readonly BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
  if (own.length % size !== 0) return undefined;
  if (size > 1 && (format === kind.format) !== isLittleEndian) swapBytes(own, size);
  return new Make(own.buffer);
}

function kindOf(value: object): Kind | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  return KINDS.find(({ make }) => make.prototype === prototype);
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}
