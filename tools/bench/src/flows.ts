/** The same linear flow of `steps` steps, as a Metaflow author writes it in Python and as ours does in TypeScript. */
export function pythonFlow(name: string, steps: number): string {
  const names = stepNames(steps);
  const bodies = names.map((step, i) => {
    const next = names[i + 1];
    return `    @step\n    def ${step}(self):\n        self.x = ${i}\n${next ? `        self.next(self.${next})\n` : ''}`;
  });
  return `from metaflow import FlowSpec, Parameter, step


class ${name}(FlowSpec):
    alpha = Parameter("alpha", help="Learning rate", default=0.01)

${bodies.join('\n')}

if __name__ == "__main__":
    ${name}()
`;
}

export function typescriptFlow(name: string, steps: number): string {
  const names = stepNames(steps);
  const bodies = names.map((step, i) => {
    const next = names[i + 1];
    return `  @step ${step}() {\n    this.x = ${i};\n${next ? `    this.next(this.${next});\n` : ''}  }\n`;
  });
  return `import { FlowSpec, parameter, step } from '@mf/flow';

export class ${name} extends FlowSpec {
  alpha = parameter({ default: 0.01, help: 'Learning rate' });
  x!: number;

${bodies.join('\n')}}
`;
}

/** A foreach of tasks that do nothing, in both languages; its parameter is the number of tasks. */
export const pythonWideFlow = `from metaflow import FlowSpec, Parameter, step


class WideFlow(FlowSpec):
    count = Parameter("count", default=1)

    @step
    def start(self):
        self.items = list(range(self.count))
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.x = 1
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    WideFlow()
`;

export const typescriptWideFlow = `import { FlowSpec, parameter, step, type Inputs } from '@mf/flow';

export class WideFlow extends FlowSpec {
  count = parameter({ default: 1 });
  items!: number[];
  x!: number;

  @step start() {
    this.items = Array.from({ length: this.count }, (_none, index) => index);
    this.next(this.work, { foreach: 'items' });
  }

  @step work() {
    this.x = 1;
    this.next(this.join);
  }

  @step join(_inputs: Inputs<WideFlow>) {
    this.next(this.end);
  }

  @step end() {}
}
`;

/** What a good Airflow user would write by hand for the same work, on the same stock operator. */
export function handWrittenDag(dagId: string, steps: number): string {
  const names = stepNames(steps);
  const tasks = names.map(
    (step) => `    ${step} = BashOperator(
        task_id="${step}",
        bash_command="exec node $FLOW step ${step} --run {{ run_id }} --try {{ ti.try_number }}",
        env={"FLOW": FLOW, "PARAMETERS": "{{ params | tojson }}"},
        append_env=True,
        retries=3,
        retry_delay=timedelta(minutes=2),
    )`,
  );
  return `from datetime import datetime, timedelta, timezone
from pathlib import Path

try:
    from airflow.sdk import DAG, Param
except ImportError:
    from airflow import DAG
    from airflow.models.param import Param
from airflow.providers.standard.operators.bash import BashOperator

FLOW = str(Path(__file__).parent / "flow.mjs")

with DAG(
    "${dagId}",
    schedule=None,
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    params={"alpha": Param(0.01, type="number", description="Learning rate")},
):
${tasks.join('\n')}
    ${names.join(' >> ')}
`;
}

function stepNames(steps: number): string[] {
  return ['start', ...Array.from({ length: steps - 2 }, (_, i) => `step${i + 1}`), 'end'];
}
