import { newProductionToken, type Project, tokenPrefix } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { currentUser } from './current-user';
import { type DeployedToken, TokenStore } from './token-store';
import { TokenCache } from './token-cache';

/** What a command line says of the production token of a deployment. */
export interface TokenOptions {
  /** The token of a deployment that somebody else has made. */
  readonly authorize?: string;
  /** Move the deployment to the namespace of this token. */
  readonly newToken?: string;
  /** Move it to a new namespace. */
  readonly generateNewToken?: true;
}

/** Somebody else has deployed the flow, and the token is not theirs. */
export class IncorrectProductionTokenError extends Error {
  override readonly name = 'IncorrectProductionTokenError';
  readonly code = 'MF2801';
  readonly advice: string;

  constructor(dagId: string, owner: string | null, wasGiven: boolean) {
    super(
      `${dagId} was deployed by ${owner ?? 'a user without a name'}` +
        (wasGiven ? ', and the production token is not that of this deployment' : ''),
    );
    this.advice = [
      'To change it, you need the production token that they use. Ask them for it, and give it once, e.g. mf airflow create FILE --authorize TOKEN.',
      'For a deployment of your own beside it, give that another --name, or with @project another --branch.',
    ].join('\n');
  }
}

/** The tokens of a project are made of its name and branch. */
export class ProjectTokenError extends Error {
  override readonly name = 'ProjectTokenError';
  readonly code = 'MF2802';
  readonly advice = 'Use --generate-new-token.';

  constructor(flow: string) {
    super(`${flow} has @project, so its production token cannot be chosen with --new-token`);
  }
}

/** The present token was chosen, so none follows it. */
export class NoNextTokenError extends Error {
  override readonly name = 'NoNextTokenError';
  readonly code = 'MF2803';
  readonly advice = 'Choose the new one as well: --new-token TOKEN';

  constructor(dagId: string, token: string) {
    super(`The production token of ${dagId} is ${token}, which was chosen with --new-token: none follows it`);
  }
}

/** A token that cannot be one. */
export class InvalidProductionTokenError extends Error {
  override readonly name = 'InvalidProductionTokenError';
  readonly code = 'MF2804';
  readonly advice = 'Give 1 to 200 letters, digits, dashes, dots and underscores.';

  constructor(token: string) {
    super(`${JSON.stringify(token)} cannot be a production token`);
  }
}

/** The token of a deployment, and how to remember it. */
export interface ProductionToken {
  readonly token: string;
  /** The deployment moves to another namespace, or is the first one of its name. */
  readonly isNew: boolean;
  /** Writes down what is not known yet. @throws TokenStoreError, TokenCacheError */
  save(): Promise<void>;
}

/**
 * The production token of a deployment: that of the one before it, else the first of its name, else what is asked for. Who has deployed
 * it before, or knows its token, may deploy it. Metaflow's rules; unlike there, a token that was changed stays changed.
 *
 * @throws IncorrectProductionTokenError, ProjectTokenError, NoNextTokenError, InvalidProductionTokenError; TokenStoreError,
 *   TokenCacheError
 */
export async function productionToken(
  { flow, dagId, project }: { readonly flow: string; readonly dagId: string; readonly project: Project | undefined },
  options: TokenOptions,
  io: CommandIo,
): Promise<ProductionToken> {
  if (project && options.newToken !== undefined) throw new ProjectTokenError(flow);
  const user = await currentUser(io);
  const [store, cache] = [await TokenStore.open(io), new TokenCache(tokenPrefix(dagId, project), io.env)];
  const previous = await store.read(dagId);
  if (previous) await authorize(dagId, previous, options.authorize, user, cache);

  const token = chosenToken(dagId, tokenPrefix(dagId, project), previous?.token, options);
  const isNew = token !== previous?.token;
  return {
    token,
    isNew,
    save: async () => {
      if (isNew) await store.write(dagId, { token, owner: user });
      await cache.write(token);
    },
  };
}

/**
 * That a user may change what is deployed, by the rule of `productionToken`: who has deployed it first, or knows its token.
 *
 * @param given the token that the command line names
 * @throws IncorrectProductionTokenError, TokenStoreError, TokenCacheError
 */
export async function checkMayChange(dagId: string, given: string | undefined, io: CommandIo): Promise<void> {
  const previous = await (await TokenStore.open(io)).read(dagId);
  if (!previous) return;
  // The flow may be gone, and with it what its project is called; but for tokens that were chosen, they begin with their prefix.
  const prefix = /^mfprj-[a-z2-7]+(?=-\d+-[a-z]{4}$)/.exec(previous.token)?.[0] ?? tokenPrefix(dagId);
  const cache = new TokenCache(prefix, io.env);
  await authorize(dagId, previous, given, await currentUser(io), cache);
  if (given !== undefined) await cache.write(previous.token);
}

async function authorize(
  dagId: string,
  previous: DeployedToken,
  given: string | undefined,
  user: string | null,
  cache: TokenCache,
): Promise<void> {
  if (user !== null && previous.owner === user) return;
  const shown = given === undefined ? await cache.read() : bare(given);
  if (shown !== previous.token) throw new IncorrectProductionTokenError(dagId, previous.owner, given !== undefined);
}

function chosenToken(dagId: string, prefix: string, previous: string | undefined, options: TokenOptions): string {
  if (options.newToken !== undefined) {
    const token = bare(options.newToken);
    if (!/^[\w.-]{1,200}$/.test(token)) throw new InvalidProductionTokenError(token);
    return token;
  }
  if (previous !== undefined && !options.generateNewToken) return previous;
  const token = newProductionToken(prefix, previous);
  if (token === undefined) throw new NoNextTokenError(dagId, previous ?? '');
  return token;
}

const bare = (token: string): string => token.replace(/^production:/, '');
