import { join } from 'node:path';
import { documentationPages, samplesOf } from '@mf/tools-docs';
import { type CommandResult, runCommand } from '@mf/tools-python';
import { parse } from 'yaml';
import { workspaceRoot } from '../mf-command';
import { filesIn, Workspace } from './workspace';

/** A step of a pipeline's: what a shell is given, with its variables. */
interface Script {
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}

interface GitHubWorkflow {
  readonly jobs: {
    readonly deploy: {
      readonly env: Record<string, string>;
      readonly steps: readonly {
        readonly uses?: string;
        readonly run?: string;
        readonly env?: Record<string, unknown>;
      }[];
    };
  };
}

interface GitLabPipeline {
  readonly deploy: { readonly variables: Record<string, string>; readonly script: readonly string[] };
}

const secret = 'a-secret';
const dags = 'acme/airflow-dags';

/** The steps of a workflow with commands, each one script; the action of a forge is not run. */
function gitHubScripts(yaml: string): Script[] {
  const { env, steps } = (parse(yaml) as GitHubWorkflow).jobs.deploy;
  return steps.flatMap(({ run, env: own }) => {
    if (run === undefined) return [];
    const variables = Object.entries({ ...env, ...own }).map(([name, value]) => [
      name,
      String(value).replace(/\$\{\{ secrets\.\w+ \}\}/g, secret),
    ]);
    return [{ text: run, env: Object.fromEntries(variables) as Record<string, string> }];
  });
}

/** All commands of a job are one script. */
function gitLabScripts(yaml: string): Script[] {
  const { variables, script } = (parse(yaml) as GitLabPipeline).deploy;
  return [{ text: script.join('\n'), env: { ...variables, DAGS_TOKEN: secret } }];
}

const forges = [
  {
    file: '.github/workflows/deploy.yml',
    scripts: gitHubScripts,
    shell: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'],
    url: { https: `https://github.com/${dags}`, rewritten: `https://x-access-token:${secret}@github.com/${dags}` },
  },
  {
    file: '.gitlab-ci.yml',
    scripts: gitLabScripts,
    shell: ['bash', '-eo', 'pipefail', '-c'],
    url: { https: `https://gitlab.com/${dags}`, rewritten: `https://deploy:${secret}@gitlab.com/${dags}` },
  },
] as const;

const pipelines = documentationPages(workspaceRoot)
  .flatMap((page) => samplesOf(workspaceRoot, page))
  .filter(({ language }) => language === 'yaml');

describe.each(forges)('the pipeline in $file of the documentation', ({ file, scripts, shell, url }) => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = new Workspace({});
    const plugins = [{ plugin: '@mf/nx/plugin', options: { environments: { production: { dags: '../dags' } } } }];
    workspace.write('nx.json', JSON.stringify({ plugins }));
    workspace.write('.gitignore', 'node_modules\n.nx\n');
    for (const name of ['Train', 'Score']) workspace.writeFlow(name, 'one', name.toLowerCase());
    workspace.commit();
  });
  afterAll(() => workspace.remove());

  /** All steps in turn, up to the first that fails. Packages are installed already. */
  async function run(): Promise<CommandResult> {
    const { code: yaml } = pipelines.find(({ code }) => code.startsWith(`# ${file}\n`))!;
    let output = '';
    for (const { text, env } of scripts(yaml)) {
      const script = `npm() { [ "$*" = ci ]; }\n${text}\ngit ls-remote --get-url ${url.https}\n`;
      const [program, ...args] = shell;
      const result = await runCommand(program, [...args, script], {
        cwd: workspace.root,
        env: { ...workspace.nxEnv, ...homeOf(workspace), ...env },
      });
      output += result.output;
      if (result.code !== 0) return { ...result, output };
    }
    return { code: 0, output };
  }

  it('deploys everything, then what has changed, and removes what is gone', async () => {
    const first = await run();
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toContain('TrainFlow: created the DAG TrainFlow in ../dags as number 1');
    expect(first.output).toContain('ScoreFlow: created the DAG ScoreFlow in ../dags as number 1');
    expect(first.output).toContain(url.rewritten);

    workspace.writeFlow('Train', 'two', 'train');
    workspace.git(workspace.root, 'rm', '-r', '--quiet', 'score');
    workspace.commit();
    const second = await run();
    expect(second).toMatchObject({ code: 0 });
    expect(second.output).toContain('TrainFlow: updated the DAG TrainFlow in ../dags as number 2');
    expect(second.output).toContain('ScoreFlow: removed from ../dags');
    const deployed = Object.keys(filesIn(join(workspace.folder, 'dags')));
    expect(deployed.filter((name) => name.endsWith('.py'))).toEqual(['TrainFlow.py']);
  });

  it('fails where a flow cannot be deployed, and leaves the commit unmarked', async () => {
    const marked = await workspace.done('deployments', '--environment', 'production', '--base');
    workspace.write('train/train.flow.ts', workspace.read('train/train.flow.ts').replace('this.end', 'this.fin'));
    workspace.commit();
    const { code, output } = await run();
    expect(code).not.toBe(0);
    expect(output).toContain('train/train.flow.ts');
    expect(await workspace.done('deployments', '--environment', 'production', '--base')).toBe(marked);
  });
});

/** A pipeline may write git's global configuration. */
function homeOf({ folder }: Workspace): NodeJS.ProcessEnv {
  return { HOME: folder, GIT_CONFIG_GLOBAL: join(folder, '.gitconfig') };
}
