import { config, FlowSpec, parameter, retry, schedule, step } from '@mf/flow';

interface Settings {
  retries: number;
  rate: number;
  cron: string;
  deep: { names: string[] };
}

/** `key: value` on each line. */
function parsePairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').map((line) => line.split(': ') as [string, string]));
}

const settings = config<Settings>('settings', { default: './settings.json', help: 'How it runs' });
const pairs = config('pairs', { defaultValue: 'who: ana\nwhere: here', parser: parsePairs });
const limits = config('limits', { defaultValue: { rows: 10 } });

@schedule({ cron: settings.cron })
export class ConfigFlow extends FlowSpec {
  settings = settings;
  none = config('none');
  rate = parameter({ default: settings.rate, type: 'float' });
  who = parameter({ default: (context) => `${context.userName} of ${Object.keys(context.configs).join()}` });
  seen!: unknown[];

  @retry({ times: settings.retries })
  @step
  start() {
    this.seen = [this.settings.deep.names, pairs['who'], limits.rows, this.rate, this.none];
    if (process.env['CONFIG_FLOW_FAILS']) throw new Error('as asked');
    this.next(this.end);
  }

  @step end() {
    console.log(JSON.stringify([settings.rate, this.settings === settings, Object.isFrozen(settings.deep.names)]));
  }
}
