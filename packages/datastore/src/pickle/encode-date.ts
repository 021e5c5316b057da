import type { ByteWriter } from './byte-writer';
import { writeGlobal } from './encode-global';
import { Op } from './opcodes';

/** Whether Python's `datetime` has the instant: its years are 1 to 9999. */
export function isPythonDate(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

/** Writes `datetime.datetime(…, tzinfo=datetime.timezone.utc)`. */
export function writeDate(out: ByteWriter, date: Date): void {
  writeGlobal(out, 'datetime', 'datetime');
  const year = date.getUTCFullYear();
  const microseconds = date.getUTCMilliseconds() * 1000;
  out.byte2(Op.SHORT_BINBYTES, 10);
  out.byte2(year >> 8, year & 0xff);
  out.byte2(date.getUTCMonth() + 1, date.getUTCDate());
  out.byte2(date.getUTCHours(), date.getUTCMinutes());
  out.byte2(date.getUTCSeconds(), microseconds >> 16);
  out.byte2((microseconds >> 8) & 0xff, microseconds & 0xff);
  writeGlobal(out, 'datetime', 'timezone');
  writeGlobal(out, 'datetime', 'timedelta');
  for (let i = 0; i < 3; i++) out.byte2(Op.BININT1, 0);
  out.byte2(Op.TUPLE3, Op.REDUCE);
  out.byte2(Op.TUPLE1, Op.REDUCE);
  out.byte2(Op.TUPLE2, Op.REDUCE);
}
