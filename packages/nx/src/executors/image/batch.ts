import { image } from '@mf/cli/image';
import { flowBatch } from '../flow-batch';
import { imageRequests } from './requests';

/** `mf image` of the flows of all tasks in one process. */
export default flowBatch(imageRequests, image);
