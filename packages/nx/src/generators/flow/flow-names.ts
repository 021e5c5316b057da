import { names } from '@nx/devkit';

/** The spellings of a flow's name. */
export interface FlowNames {
  /** `train` for `src/train.flow.ts`. */
  readonly fileName: string;
  /** `TrainFlow`; a name that ends in "flow" already gets no second one. */
  readonly className: string;
}

/** A name that is no class name in any spelling. */
export class InvalidFlowNameError extends Error {
  readonly code = 'MF7001';
  readonly advice = "Use letters, digits and dashes, a letter first, e.g. 'train' or 'movie-stats'.";

  constructor(name: string) {
    super(`'${name}' cannot be the name of a flow`);
    this.name = 'InvalidFlowNameError';
  }
}

/** @throws InvalidFlowNameError */
export function flowNames(name: string): FlowNames {
  if (!/^[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$/.test(name)) throw new InvalidFlowNameError(name);
  const { fileName, className } = names(name);
  return { fileName, className: className.endsWith('Flow') ? className : `${className}Flow` };
}
