export type { CardPage, CardState, ReportedArtifact, ReportedGraph, ReportedStep, TaskReport } from './card-page';
export { renderCard, renderErrorCard } from './render-card';
