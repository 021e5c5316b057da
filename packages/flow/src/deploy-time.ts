/** What a parameter's default function is told, once, when a flow is deployed or a local run starts. */
export interface DeployTimeContext {
  readonly flowName: string;
  /** Who deploys or runs the flow. */
  readonly userName: string;
  /** Where artifacts are stored, in Metaflow's words: `local` or `s3`. */
  readonly dsType: string;
  /** The parameter's name outside of the code. */
  readonly parameterName: string;
  /** Values of the flow's configs, by name. */
  readonly configs: Readonly<Record<string, unknown>>;
  /** Shows a line to who deploys or runs the flow. */
  readonly logger: (line: string) => void;
}
