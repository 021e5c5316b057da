import { compile } from '@mf/cli/compile';
import { flowBatch } from '../flow-batch';
import { compileRequests } from './requests';

/** `mf compile` of the flows of all tasks in one process. */
export default flowBatch(compileRequests, compile);
