/** What the keeper is told, one JSON object a line. The end of its input means: stop, unless `keep` came before. */
export type KeeperInput =
  | {
      readonly kind: 'start';
      readonly components: readonly {
        readonly name: string;
        readonly argv: readonly string[];
        readonly logFile: string;
      }[];
      readonly env: Readonly<Record<string, string | undefined>>;
    }
  | { readonly kind: 'keep' };

/** What the keeper tells, one JSON object a line: a part of Airflow ended by itself. */
export interface FromKeeper {
  readonly kind: 'ended';
  readonly name: string;
  readonly how: string;
}
