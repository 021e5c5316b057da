import type { Diagnostic } from './diagnostic';
import type { FlowDescription } from './flow-description';
import type { FlowSyntax } from './flow-syntax';

/**
 * A flow is read twice, from its syntax and by loading it; where the two disagree about its steps, one of them does not run what the
 * other shows. Each such step is an error (MF1030).
 */
export function compareReadings(syntax: FlowSyntax, description: FlowDescription): Diagnostic[] {
  const described = new Set(Object.keys(description.steps));
  const written = new Set(syntax.steps.map(({ name }) => name));
  const notLoaded = syntax.steps
    .filter(({ name }) => !described.has(name))
    .map(({ name, at }) => ({
      at,
      message: `Step ${name} is in the source, but the loaded class has no such step.`,
      advice: 'Leave steps as they are written: nothing may remove or rename them when the module is loaded.',
    }));
  const notWritten = [...described]
    .filter((name) => !written.has(name))
    .map((name) => ({
      at: syntax.at,
      message: `The loaded class has a step ${name} that is not written in it, so its place in the graph is unknown.`,
      advice: `Write ${name} as a method of ${syntax.name} with @step of @mf/flow directly above it.`,
    }));
  return [...notLoaded, ...notWritten].map((finding) => ({ code: 'MF1030', severity: 'error', ...finding }));
}
