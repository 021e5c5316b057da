/** A process that the keeper starts. */
export interface Component {
  readonly name: string;
  readonly argv: readonly string[];
  readonly logFile: string;
  /** As whom it runs, if not as the keeper. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** A folder that is of no use without it: deleted when all have ended. */
  readonly scratch?: string;
}

/** What the keeper is told, one JSON object a line. The end of its input means: stop, unless `keep` came before. */
export type KeeperInput =
  | {
      readonly kind: 'start';
      readonly components: readonly Component[];
      readonly env: Readonly<Record<string, string | undefined>>;
    }
  | { readonly kind: 'keep' };

/** What the keeper tells, one JSON object a line: a component ended by itself. */
export interface FromKeeper {
  readonly kind: 'ended';
  readonly name: string;
  readonly how: string;
}
