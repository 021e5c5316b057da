import { airflowCreate } from '@mf/cli/airflow-create';
import { flowBatch } from '../flow-batch';
import { airflowCreateRequests } from './requests';

/** `mf airflow create` of the flows of all tasks in one process. */
export default flowBatch(airflowCreateRequests, airflowCreate);
