import type { ByteWriter } from './byte-writer';
import { Op } from './opcodes';

/** Writes a reference to a Python class or function. */
export function writeGlobal(out: ByteWriter, module: string, name: string): void {
  for (const text of [module, name]) {
    const length = Buffer.byteLength(text);
    if (length <= 0xff) out.byte2(Op.SHORT_BINUNICODE, length);
    else {
      out.byte(Op.BINUNICODE);
      out.uint32(length);
    }
    out.utf8(text, length);
  }
  out.byte(Op.STACK_GLOBAL);
}
