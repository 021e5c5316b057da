import type { MergeUse } from '@mf/ir';
import type { SourceModule } from '../../source/read-module';

/** A place in one of the modules that a flow's classes stand in. */
export interface Spot {
  readonly module: SourceModule;
  readonly offset: number;
}

/** A use of an artifact with its place. */
export type LoggedUse =
  | { readonly kind: 'read'; readonly name: string; readonly spot: Spot }
  | Assign
  | { readonly kind: 'input'; readonly branch?: string; readonly name: string; readonly spot: Spot }
  | (Omit<MergeUse, 'at'> & { readonly spot: Spot });

type Assign = { readonly kind: 'assign'; readonly name: string; isFixed: boolean; readonly spot: Spot };
type Read = Extract<LoggedUse, { kind: 'read' | 'input' }>;

/** Collects what a step does with artifacts: of each the first assignment, and the first read unless an assignment was before. */
export class UseLog {
  readonly #uses: LoggedUse[] = [];
  readonly #read = new Set<string>();
  readonly #assigned = new Map<string, Assign>();
  readonly #tested = new Set<string>();
  readonly #atEnd: Read[] = [];
  #deferred: Read[] | undefined;

  read(name: string, spot: Spot): void {
    this.#addRead({ kind: 'read', name, spot });
  }

  /** @param branch undefined for any of the inputs */
  input(branch: string | undefined, name: string, spot: Spot): void {
    this.#addRead({ kind: 'input', ...(branch !== undefined && { branch }), name, spot });
  }

  /** The step asks whether there is a value: whatever it reads of it then is its own affair. */
  test(name: string): void {
    this.#tested.add(name);
  }

  /** @param isFixed whether the value is written out in the source */
  assign(name: string, spot: Spot, isFixed: boolean): void {
    const first = this.#assigned.get(name);
    if (first) {
      first.isFixed &&= isFixed;
      return;
    }
    const assign: Assign = { kind: 'assign', name, isFixed, spot };
    this.#assigned.set(name, assign);
    this.#uses.push(assign);
  }

  merge(use: Omit<MergeUse, 'at' | 'kind'>, spot: Spot): void {
    this.#uses.push({ kind: 'merge', ...use, spot });
  }

  /** What a loop reads may have been assigned by the time round before: it counts after what the loop assigns. */
  inLoop(body: () => void): void {
    const outer = this.#deferred;
    const inner: Read[] = [];
    this.#deferred = inner;
    body();
    this.#deferred = outer;
    for (const read of inner) this.#addRead(read);
  }

  /** What a function reads may be read at any time: it counts after all that the step assigns. */
  inFunction(body: () => void): void {
    const outer = this.#deferred;
    this.#deferred = this.#atEnd;
    body();
    this.#deferred = outer;
  }

  finish(): readonly LoggedUse[] {
    this.#deferred = undefined;
    for (const read of this.#atEnd) this.#addRead(read);
    return this.#uses.filter((use) => (use.kind !== 'read' && use.kind !== 'input') || !this.#tested.has(keyOf(use)));
  }

  #addRead(read: Read): void {
    const key = keyOf(read);
    if (this.#read.has(key) || this.#assigned.has(key)) return;
    if (this.#deferred) {
      this.#deferred.push(read);
      return;
    }
    this.#read.add(key);
    this.#uses.push(read);
  }
}

/** Under which the log remembers an artifact of the step itself, or of one of its inputs. */
function keyOf(read: Read): string {
  return read.kind === 'input' ? inputKey(read.branch, read.name) : read.name;
}

/** What to give to `test` for `inputs.<branch>.<name>`, or for that of any input. */
export function inputKey(branch: string | undefined, name: string): string {
  return `inputs.${branch ?? '*'}.${name}`;
}
