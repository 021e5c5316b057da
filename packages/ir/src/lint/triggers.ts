import { closestName, didYouMean } from '../closest-name';
import type { DecoratorIR, FlowIR } from '../flow-ir';
import type { Json } from '../json';
import { isObject } from '../step-decorators/attribute-check';
import { isIncompleteUpstream } from '../starting-events';
import type { Finding, LintRule } from './lint-rule';

const triggerAdvice =
  "Write it like @trigger({ event: 'data_ready' }) or @trigger({ events: [{ name: 'data_ready', parameters: { day: 'date' } }] }).";
const finishAdvice =
  "Write it like @triggerOnFinish({ flow: 'TrainFlow' }), with 'project.branch.TrainFlow' for one of another project.";

export const triggerRules: readonly LintRule[] = [
  {
    code: 'MF1440',
    summary: '`@trigger` that names no event, or one twice, or what is none, or that sets a parameter twice',
    *check({ ir }) {
      for (const { decorator, items } of named(ir, 'trigger', 'event', 'events')) {
        const finding = (message: string): Finding => ({ at: decorator.at ?? ir.at, message, advice: triggerAdvice });
        if (typeof items === 'string') yield finding(`The trigger ${items}.`);
        else {
          const names = items.map(eventName);
          const mapped = items.flatMap((event) => (isObject(event) ? Object.keys(event['parameters'] ?? {}) : []));
          const contested = mapped.find((name, index) => mapped.indexOf(name) < index);
          if (contested !== undefined) yield finding(`The trigger sets the parameter ${contested} from two events.`);
          if (names.includes(undefined)) yield finding('The trigger has an event without a name.');
          const twice = names.find((name, index) => name !== undefined && names.indexOf(name) < index);
          if (twice !== undefined) yield finding(`The trigger names the event ${twice} twice.`);
        }
      }
    },
  },
  {
    code: 'MF1441',
    summary: '`@trigger` that sets what is no parameter of the flow',
    *check({ ir }) {
      const known = ir.parameters.map(({ name }) => name);
      for (const { decorator, items } of named(ir, 'trigger', 'event', 'events')) {
        if (typeof items === 'string') continue;
        for (const event of items) {
          const { parameters = {} } = isObject(event) ? event : {};
          for (const [name, field] of isObject(parameters) ? Object.entries(parameters) : []) {
            const at = decorator.at ?? ir.at;
            if (typeof field !== 'string') {
              yield {
                at,
                message: `The trigger takes parameter ${name} from what names no field.`,
                advice: triggerAdvice,
              };
            } else if (!known.includes(name)) {
              yield {
                at,
                message: `The trigger sets the parameter ${name}, which the flow does not have.${didYouMean(closestName(name, known))}`,
                advice: `Declare it (${name} = parameter({ ... })), or leave it out.`,
              };
            }
          }
        }
      }
    },
  },
  {
    code: 'MF1442',
    summary: '`@triggerOnFinish` that names no flow, or what cannot be one',
    *check({ ir }) {
      for (const { decorator, items } of named(ir, 'trigger_on_finish', 'flow', 'flows')) {
        const finding = (reason: string): Finding => ({
          at: decorator.at ?? ir.at,
          message: `The trigger ${reason}.`,
          advice: finishAdvice,
        });
        if (typeof items === 'string') yield finding(items);
        else
          for (const item of items) {
            const reason =
              upstreamProblem(item) ??
              (isIncompleteUpstream(item, ir)
                ? 'names a project or a branch alone, and the flow has no @project to add the other'
                : undefined);
            if (reason !== undefined) yield finding(reason);
          }
      }
    },
  },
  {
    code: 'MF1443',
    summary: 'a parameter with the name of the option that `@triggerOnFinish` adds',
    *check({ ir }) {
      if (!ir.decorators.some(({ name }) => name === 'trigger_on_finish')) return;
      for (const { name, at } of ir.parameters.filter((parameter) => parameter.name === 'trigger')) {
        yield {
          at,
          message: `The parameter ${name} is called like the option --${name}, which @triggerOnFinish adds to the flow.`,
          advice: "Give it another name outside of the code: parameter({ name: 'model-trigger' }).",
        };
      }
    },
  },
];

/** The decorators of a name whose attributes are known, with what they list; or with why they list nothing that counts. */
function named(
  ir: FlowIR,
  name: string,
  one: string,
  many: string,
): { readonly decorator: DecoratorIR; readonly items: readonly Json[] | string }[] {
  return ir.decorators
    .filter((decorator) => decorator.name === name && Object.keys(decorator.attributes).length > 0)
    .map((decorator) => {
      const single = decorator.attributes[one] ?? null;
      const several = decorator.attributes[many] ?? [];
      if (!Array.isArray(several)) return { decorator, items: `has ${many} that are no list` };
      const isSingle = single !== null && single !== '';
      if (isSingle && several.length > 0) return { decorator, items: `has both ${one} and ${many}` };
      if (!isSingle && several.length === 0) return { decorator, items: `names no ${one}` };
      return { decorator, items: isSingle ? [single] : (several as readonly Json[]) };
    });
}

function eventName(event: Json): string | undefined {
  const given = isObject(event) ? (event['name'] ?? null) : event;
  const name = isObject(given) ? given['namespaced'] : given;
  if (typeof name !== 'string' || name === '') return undefined;
  return isObject(given) ? `mfns.${name}` : name;
}

/** Metaflow's rules for names of flows before this one. */
function upstreamProblem(flow: Json): string | undefined {
  if (typeof flow === 'string') {
    const parts = flow.split('.');
    if (parts.length === 2) return `names ${flow}, which is neither a flow nor project.branch.flow`;
    return flowNameProblem(parts.at(-1) ?? '');
  }
  if (!isObject(flow)) return 'has a flow that is neither a class nor a name';
  const { name = null, project = null, project_branch: branch = null } = flow;
  if (typeof name !== 'string') return 'has a flow without a name';
  if (project !== null && typeof project !== 'string') return `names ${name} with a project that is no text`;
  if (branch !== null && typeof branch !== 'string') return `names ${name} with a branch that is no text`;
  return flowNameProblem(name);
}

function flowNameProblem(name: string): string | undefined {
  return /^[A-Za-z0-9_]+$/.test(name) ? undefined : `names ${JSON.stringify(name)}, which cannot be the name of a flow`;
}
