export { deployFlows, type DeployFlowsRequest } from './deploy-flows';
export { planTable } from './plan-table';
