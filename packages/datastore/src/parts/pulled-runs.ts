// Apart from the runner: few tasks read runs that they have to collect first.
export { pullRun } from '../metadata/with-data/pull-run';
export { readPulledMark } from '../metadata/with-data/pulled-mark';
export { noteRunsOfSchedulers } from '../metadata/with-data/runs-of-schedulers';
