import type { Deployment } from '../deployment';

/** Where a sketched plan is put. */
export const sketchDeployment: Deployment = {
  dagId: 'SketchFlow',
  startFile: 'sketch-flow-0123456789ab.cjs',
  parameterDefaults: {},
  tags: [],
};
