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
  | CodeContent
  | JsonContent
  | EventsContent;

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

export interface JsonContent extends ComponentContent<'jsonViewer'> {
  readonly title: string;
  readonly json_string: string;
  readonly collapsible: boolean;
  readonly show_copy_button: boolean;
}

export interface EventsContent extends ComponentContent<'eventsTimeline'> {
  readonly title?: string;
  /** The latest first. */
  readonly events: readonly EventContent[];
  readonly config: {
    readonly show_stats: boolean;
    readonly show_relative_time: boolean;
    readonly max_events: number;
  };
  readonly stats: {
    readonly total_events: number;
    readonly displayed_events: number;
    /** Times in seconds since 1970. */
    readonly last_update: number | null;
    readonly first_event: number | null;
    readonly finished: boolean;
    readonly events_per_minute?: number;
    readonly total_runtime_seconds?: number;
  };
}

export interface EventContent {
  /** What it says by names; `timestamp` in seconds since 1970. */
  readonly metadata: Readonly<Record<string, string | number | boolean | null>>;
  readonly payloads: Readonly<Record<string, CardContent>>;
  readonly event_id: string;
  readonly received_at: number;
  readonly style_theme?: EventTheme;
  readonly priority?: EventPriority;
}

/** Metaflow's themes of events. */
export type EventTheme =
  'default' | 'success' | 'warning' | 'error' | 'info' | 'primary' | 'secondary' | 'tool_call' | 'ai_response';

export type EventPriority = 'low' | 'normal' | 'high' | 'critical';
