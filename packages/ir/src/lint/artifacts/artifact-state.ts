import type { Position } from '../../position';

/** Where the value of an artifact may come from. */
export interface Origin {
  /** The assignments by the names of their steps; the last on every way. */
  readonly by: ReadonlyMap<string, Position>;
  /** Whether every way to here has one of them. */
  readonly always: boolean;
  /** Whether each of them gives the same value wherever its step runs. */
  readonly isFixed: boolean;
}

/** The join that dropped an artifact, and the steps before it that had it. */
export interface Loss {
  readonly join: string;
  readonly ends: readonly string[];
}

/** Which artifacts there are at one point of a flow. */
export interface ArtifactState {
  readonly origins: ReadonlyMap<string, Origin>;
  readonly lost: ReadonlyMap<string, Loss>;
  /** A step before did what syntax cannot tell, so there may be any artifact. */
  readonly unknown: boolean;
  /** The join that dropped whatever such a step had set. */
  readonly lostUnknown: Loss | undefined;
}

export const nothingAssigned: ArtifactState = {
  origins: new Map(),
  lost: new Map(),
  unknown: false,
  lostUnknown: undefined,
};

export function withAssigned(
  state: ArtifactState,
  { name, at, isFixed }: { readonly name: string; readonly at: Position; readonly isFixed: boolean },
  step: string,
): ArtifactState {
  const origin = { by: new Map([[step, at]]), always: true, isFixed };
  return { ...state, origins: new Map(state.origins).set(name, origin) };
}

/** What there is where alternative ways meet. */
export function whereWaysMeet(ways: readonly ArtifactState[]): ArtifactState {
  return {
    origins: united(ways, (found) => found.length === ways.length && found.every(({ always }) => always)),
    lost: new Map(ways.flatMap(({ lost }) => [...lost])),
    unknown: ways.some(({ unknown }) => unknown),
    lostUnknown: ways.find(({ lostUnknown }) => lostUnknown)?.lostUnknown,
  };
}

/** What a join starts with: nothing, as in Metaflow, but the memory of what there was. */
export function afterJoin(join: string, ends: ReadonlyMap<string, ArtifactState>): ArtifactState {
  const lost = new Map<string, Loss>();
  for (const [end, state] of ends) {
    for (const name of state.origins.keys()) lost.set(name, { join, ends: [...(lost.get(name)?.ends ?? []), end] });
  }
  for (const state of ends.values()) {
    for (const [name, loss] of state.lost) if (!lost.has(name)) lost.set(name, loss);
  }
  const states = [...ends.values()];
  const lostUnknown = states.some(({ unknown }) => unknown)
    ? { join, ends: [] }
    : states.find((state) => state.lostUnknown)?.lostUnknown;
  return { origins: new Map(), lost, unknown: false, lostUnknown };
}

/** What there is after `mergeArtifacts` took what it wants of what the branches have. Any branch that has it is enough. */
export function withMerged(
  state: ArtifactState,
  branches: readonly ArtifactState[],
  wanted: (name: string) => boolean,
): ArtifactState {
  const merged = united(branches, (found) => found.some(({ always }) => always));
  const taken = [...merged].filter(([name]) => !state.origins.has(name) && wanted(name));
  return {
    ...state,
    origins: new Map([...state.origins, ...taken]),
    unknown: state.unknown || branches.some(({ unknown }) => unknown),
  };
}

/** Whether two states of one point are the same. States of a point only ever grow, so that sizes tell. */
export function sameState(a: ArtifactState, b: ArtifactState): boolean {
  if (a.unknown !== b.unknown || a.lostUnknown?.join !== b.lostUnknown?.join) return false;
  if (a.origins.size !== b.origins.size || a.lost.size !== b.lost.size) return false;
  return [...a.origins].every(([name, { by, always }]) => {
    const other = b.origins.get(name);
    return other?.always === always && other.by.size === by.size;
  });
}

function united(
  states: readonly ArtifactState[],
  isAlways: (found: readonly Origin[]) => boolean,
): Map<string, Origin> {
  const names = new Set(states.flatMap(({ origins }) => [...origins.keys()]));
  return new Map(
    [...names].map((name) => {
      const found = states.map(({ origins }) => origins.get(name)).filter((origin) => origin !== undefined);
      return [
        name,
        {
          by: new Map(found.flatMap(({ by }) => [...by])),
          always: isAlways(found),
          isFixed: found.every(({ isFixed }) => isFixed),
        },
      ];
    }),
  );
}
