// '@mf/ir/graph': what a bundle needs to know of its own graph. A bundle contains all of what is imported from here, and every
// task loads it, so nothing of lint, cron, plan or capabilities may be reached.
export { assembleFlowIR } from '../assemble';
export { closestName, didYouMean } from '../closest-name';
export { endpointsOf } from './endpoints';
export { graphStructure } from './graph-structure';
export {
  chooseProject,
  type Project,
  projectDecorator,
  ProjectOptionError,
  type ProjectOptions,
  projectOnBranch,
  projectTags,
} from '../project/project';
export { type StartingEvent, startingEvents } from '../starting-events';
export { stepsByName, targetsOf } from './graph-step';
export { topologicalOrder } from './traversal';
export { loopsOf } from './loops';
export { readSplits } from './split-structure';
export { decoratorsOfStep } from '../step-decorators/decorators-of-step';
export { decoratorDefaults, repeatableDecorators } from '../step-decorators/decorator-defaults';
export { type SecretSource, type StepSecrets, stepSecrets } from '../step-decorators/secret-sources';
export { fallbackAttempts, type StepCatch, stepCatch } from '../step-decorators/step-catch';
export { stepRetry } from '../step-decorators/step-retry';
export { type CardType, type StepCard, stepCards } from '../step-decorators/step-cards';
export { stepEnvironment } from '../step-decorators/step-environment';
export { type StepTimeout, stepTimeout } from '../step-decorators/step-timeout';
