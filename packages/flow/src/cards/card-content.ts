/**
 * What a component shows, as JSON. The form is that of Metaflow's own cards: it is what `data.json` of a running card holds, and what a
 * renderer of cards reads.
 */
export type CardContent =
  | MarkdownContent
  | TableContent
  | ImageContent
  | ChartContent
  | ProgressContent
  | ValueBoxContent
  | ArtifactsContent
  | LogContent
  | CodeContent;

interface ComponentContent<Type extends string> {
  readonly type: Type;
  /** The name that the component has in its card. */
  readonly id: string;
}

export interface MarkdownContent extends ComponentContent<'markdown'> {
  readonly source: string;
}

/** A cell of a table: text or a number, or a component of its own. */
export type CellContent = string | number | boolean | null | CardContent;

export interface TableContent extends ComponentContent<'table'> {
  readonly columns: readonly string[];
  readonly data: readonly (readonly CellContent[])[];
  /** Whether the headers stand in the first column instead of in the first row. */
  readonly vertical: boolean;
}

export interface ImageContent extends ComponentContent<'image'> {
  /** A `data:` URL: a card shows nothing that it does not hold. */
  readonly src: string;
  readonly label: string | null;
}

export interface ChartContent extends ComponentContent<'vegaChart'> {
  readonly spec: VegaSpec;
  readonly options: { readonly actions: boolean };
}

/** A specification of Vega or Vega-Lite; which of the two its `$schema` says, and without one it is Vega-Lite. */
export type VegaSpec = Readonly<Record<string, unknown>>;

export interface ProgressContent extends ComponentContent<'progressBar'> {
  readonly max: number;
  readonly value: number;
  readonly label?: string;
  readonly unit?: string;
  readonly details?: string;
}

export interface ValueBoxContent extends ComponentContent<'valueBox'> {
  readonly value: string | number;
  readonly title?: string;
  readonly subtitle?: string;
  readonly theme?: ValueBoxTheme;
  readonly change_indicator?: string;
}

/** How a value box looks: neutral, or good, doubtful and bad news. */
export type ValueBoxTheme = 'default' | 'success' | 'warning' | 'danger';

export interface ArtifactsContent extends ComponentContent<'artifacts'> {
  readonly data: readonly ArtifactContent[];
}

export interface ArtifactContent {
  readonly name: string | null;
  readonly type: string;
  /** The value as text, shortened. */
  readonly data: string;
}

export interface LogContent extends ComponentContent<'log'> {
  readonly data: string;
}

export interface CodeContent extends ComponentContent<'pythonCode'> {
  readonly data: string;
}
