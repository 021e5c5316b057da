// '@mf/flow/cards': what a step can attach to a card. A bundle has of it what its author uses.
export { Artifact } from './artifact';
export { type CardComponent } from './card-component';
export type * from './card-content';
export { Code } from './code';
export { ErrorLog } from './error-log';
export {
  EventsTimeline,
  type EventsTimelineOptions,
  type TimelineEvent,
  type TimelineEventOptions,
} from './events-timeline';
export { Image, UnknownImageError } from './image';
export { JsonViewer, type JsonViewerOptions } from './json-viewer';
export { Log } from './log';
export { Markdown } from './markdown';
export { ProgressBar, type ProgressBarOptions } from './progress-bar';
export { Table, type TableCell, type TableOptions } from './table';
export { ValueBox, type ValueBoxOptions } from './value-box';
export { VegaChart } from './vega-chart';
