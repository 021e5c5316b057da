import { closestName } from './closest-name';

describe('closestName', () => {
  const names = ['start', 'trainModel', 'join', 'end'];

  it.each([
    ['strat', 'start'],
    ['trainmodel', 'trainModel'],
    ['trainModels', 'trainModel'],
    ['jion', 'join'],
    ['jo', undefined],
    ['evaluate', undefined],
  ])('%s means %s', (typed, meant) => expect(closestName(typed, names)).toBe(meant));
});
