import type { ByteWriter } from './byte-writer';

/** A container that is being written. */
export interface Frame {
  /** Whether Python can hash what is written. */
  readonly hashable: boolean;
  /** Whether Python has the object only once all its parts exist, so that no part can refer to it. */
  readonly immutable: boolean;
  /** Writes what comes before the parts. */
  open(pickle: PickleWriter): void;
  /** Writes parts; true when one of them is a container that must be finished first, false when this one is. */
  advance(pickle: PickleWriter): boolean;
  /** Where the part that is being written is, seen from the container: `[3]`, `.name`. */
  place(): string;
}

/** What a frame writes to. */
export interface PickleWriter {
  readonly out: ByteWriter;
  /**
   * Writes a value. True when it is a container, which is now on top of the stack and must be finished first.
   * @param hashable whether Python needs it to be hashable (an element of a set, a key)
   */
  write(value: unknown, hashable?: boolean): boolean;
  writeText(text: string): void;
  /** Gives the object that was just written a place in the memo, if it is referred to again. */
  memoize(object: object): void;
  /** Puts a container on the stack: what is written next are its parts. */
  push(frame: Frame): true;
}
