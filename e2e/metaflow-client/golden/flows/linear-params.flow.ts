import { current, float, FlowSpec, includeFile, parameter, step } from '@mf/flow';

/** What `linear_params.py` is in Python, which wrote the golden run of this name. */
export class LinearParams extends FlowSpec {
  p_str = parameter({ default: 'hello' });
  p_int = parameter({ default: 7 });
  p_float = parameter({ default: 2.5 });
  p_bool = parameter({ default: true });
  p_json = parameter<{ a: unknown[]; b: { c: boolean } }>({
    type: 'json',
    default: '{"a": [1, 2.0, null, "x"], "b": {"c": false}}',
  });
  p_none = parameter({ default: null });
  p_list = parameter({ default: 'a,b,c', separator: ',' });
  p_dash = parameter({ name: 'p-dash', default: 'dashed' });
  p_req = parameter({ type: 'int', required: true });
  p_file = includeFile({ default: './data.txt' });
  klass_const = { k: 1 };

  an_int!: number;
  big_int!: bigint;
  neg!: number;
  a_float!: number;
  a_str!: string;
  a_none!: null;
  a_bool!: boolean;
  a_list!: unknown[];
  a_dict!: object;
  a_tuple!: number[];
  empty_list!: unknown[];
  empty_dict!: object;
  long_str!: string;
  big_list!: number[];
  a_bytes!: Uint8Array;
  a_set!: Set<number>;
  shared!: object[];
  cur!: Record<string, unknown>;
  cur_tags!: string[];
  from_params!: unknown[];
  file_len!: number;

  @step start() {
    this.an_int = 1;
    this.big_int = 2n ** 70n;
    this.neg = -300;
    this.a_float = 0.1;
    this.a_str = 'h\u00e9llo \u4e16\u754c \u{1F600}';
    this.a_none = null;
    this.a_bool = true;
    this.a_list = [1, 'two', float(3), null, false, [4, [5]]];
    this.a_dict = { x: 1, y: { z: [1, 2] }, '1': 'one' };
    this.a_tuple = [1, 2, 3, 4];
    this.empty_list = [];
    this.empty_dict = {};
    this.long_str = 'z'.repeat(300);
    this.big_list = Array.from({ length: 2000 }, (_none, index) => index);
    this.a_bytes = Uint8Array.from([0, 1, 97, 98, 99]);
    this.a_set = new Set([1, 2]);
    this.shared = [this.a_dict, this.a_dict];
    console.log('start stdout line');
    console.log('multi\nline');
    console.error('start stderr line');
    const { flowName, runId, stepName, taskId, retryCount, originRunId, pathspec, namespace, username, isRunningFlow } =
      current;
    this.cur = {
      ...{ flow_name: flowName, run_id: runId, step_name: stepName, task_id: taskId, retry_count: retryCount },
      ...{ origin_run_id: originRunId, pathspec, namespace, username, is_running_flow: isRunningFlow },
    };
    this.cur_tags = [...current.tags].sort();
    // What a step does to the object of a parameter is its own affair.
    this.p_json.a.push('changed');
    this.next(this.middle);
  }

  @step middle() {
    this.an_int += 1;
    this.from_params = [this.p_str, this.p_int, this.p_float, this.p_bool, this.p_json, this.p_req];
    this.file_len = this.p_file.length;
    this.next(this.end);
  }

  @step end() {
    console.log('end sees', this.an_int);
  }
}
