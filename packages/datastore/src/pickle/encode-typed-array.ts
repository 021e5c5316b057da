import type { PickleWriter } from './encode-frame';
import { writeGlobal } from './encode-global';
import { writeInteger } from './encode-integer';
import { Op } from './opcodes';
import { type TypedArray, typedArrayState } from './typed-array';

/** Writes `array.array(code, ...)` as Python pickles it, its elements as one block of bytes. */
export function writeTypedArray(pickle: PickleWriter, value: TypedArray): false {
  const { code, format, bytes } = typedArrayState(value);
  const { out } = pickle;
  writeGlobal(out, 'array', '_array_reconstructor');
  out.byte(Op.MARK);
  writeGlobal(out, 'array', 'array');
  pickle.writeText(code);
  writeInteger(out, format);
  // The block of a Uint8ClampedArray is marked as a Buffer's: Python knows no such array.
  pickle.write(value instanceof Uint8ClampedArray ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : bytes);
  out.byte2(Op.TUPLE, Op.REDUCE);
  pickle.memoize(value);
  return false;
}
