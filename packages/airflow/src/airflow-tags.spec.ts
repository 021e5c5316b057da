import { airflowTags, InvalidTagError } from './airflow-tags';

describe('airflowTags', () => {
  it('gives each tag once, whatever the order on the command line', () => {
    expect(airflowTags(['b', 'a', 'b'])).toEqual(['a', 'b']);
    expect(airflowTags(['a', 'b'])).toEqual(airflowTags(['b', 'a']));
  });

  it('takes any text that fits', () => {
    const tags = ["it's {{ 7*7 }}", 'deploy.sh', '🎬'.repeat(100)];
    expect([...airflowTags(tags)].sort()).toEqual([...tags].sort());
  });

  it.each(['', 'x'.repeat(101), 'a\0b', 'a\ud800'])('refuses %j', (tag) => {
    expect(() => airflowTags([tag])).toThrow(InvalidTagError);
  });
});
