import type { Deployment } from '../deployment';

/** Where a sketched plan is put. */
export const sketchDeployment: Deployment = {
  dagId: 'SketchFlow',
  bundleFile: 'sketch-flow-0123456789ab.mjs',
  parameterDefaults: {},
  tags: [],
};
