import type { DecoratorIR, FlowIR } from '../flow-ir';
import type { Position } from '../position';
import {
  airflowFlowChecks,
  airflowStepChecks,
  sensorAttributeChecks,
  sensorProblem,
} from '../step-decorators/airflow-attributes';
import { attributeProblems } from '../step-decorators/resource-attributes';
import type { Finding, LintRule } from './lint-rule';
import { camelCase } from './wording';

export const airflowRules: readonly LintRule[] = [
  {
    code: 'MF1450',
    summary: '`@airflow` with an option that is none, or that only a flow has',
    *check({ ir }) {
      const example = "@airflow({ pool: 'gpu', priorityWeight: 10 })";
      const finding = (what: string, problem: string, at: Position): Finding => ({
        at,
        message: `The @airflow of ${what} cannot be used: ${problem}.`,
        advice: `Write it like ${example}; runTimeout and maxActiveRuns are for the flow.`,
      });
      for (const decorator of ir.decorators.filter(({ name }) => name === 'airflow')) {
        for (const problem of attributeProblems(decorator, airflowFlowChecks, written))
          yield finding('the flow', problem, decorator.at ?? ir.at);
      }
      for (const step of ir.steps) {
        for (const decorator of step.decorators.filter(({ name }) => name === 'airflow')) {
          for (const problem of attributeProblems(decorator, airflowStepChecks, written))
            yield finding(`step ${step.name}`, problem, decorator.at ?? step.at);
        }
      }
    },
  },
  {
    code: 'MF1451',
    summary: 'a sensor of Airflow that waits for nothing, with an option that is none, or with the name of another',
    *check({ ir }) {
      const names = new Set(ir.steps.map(({ name }) => name));
      for (const decorator of sensors(ir)) {
        const at = decorator.at ?? ir.at;
        const spelled = camelCase(decorator.name);
        const advice =
          decorator.name === 'airflow_s3_key_sensor'
            ? "Write it like @airflowS3KeySensor({ bucketKey: 's3://bucket/key' })."
            : "Write it like @airflowExternalTaskSensor({ externalDagId: 'OtherDag' }).";
        const problem = sensorProblem(decorator);
        const { name } = decorator.attributes;
        const problems = [
          ...attributeProblems(decorator, sensorAttributeChecks[decorator.name] ?? {}, camelCase),
          ...(problem === undefined ? [] : [problem]),
          ...(typeof name === 'string' && names.has(name) ? [`a step or sensor is called ${name} already`] : []),
        ];
        if (typeof name === 'string') names.add(name);
        for (const one of problems) yield { at, message: `The @${spelled} cannot be used: ${one}.`, advice };
      }
    },
  },
];

/** Those whose attributes are known: they are not while the flow cannot be loaded. */
function sensors(ir: FlowIR): DecoratorIR[] {
  return ir.decorators.filter(
    ({ name, attributes }) => Object.hasOwn(sensorAttributeChecks, name) && Object.keys(attributes).length > 0,
  );
}

function written(name: string): string {
  return name === 'run_timeout_seconds' ? 'runTimeout' : camelCase(name);
}
