/** A target that works on one flow was called on a project with several, without saying which. */
export class FlowNotChosenError extends Error {
  readonly code = 'MF7003';
  readonly advice: string;

  constructor(project: string, target: string, configurations: readonly string[], count: number) {
    super(
      count > 1
        ? `${project} has several flows; ${target} works on one of them`
        : `${target} of ${project} does not know which flow it is about`,
    );
    this.name = 'FlowNotChosenError';
    this.advice =
      configurations.length > 0
        ? `Choose one: ${configurations.map((name) => `nx run ${project}:${target}:${name}`).join(', ')}.`
        : `Give the flow: nx run ${project}:${target} --file=path/to/x.flow.ts`;
  }
}
