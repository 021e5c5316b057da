import { schedulerItem, schedulerPlace } from './scheduler-item';

test('an item tells its place, whatever its text is', () => {
  const place = schedulerPlace('0.12 3x y');
  expect(place).toEqual({ indexStack: [0, 12], text: '0.12', isGone: false });
  expect([schedulerItem(schedulerPlace(''), 3, ''), schedulerItem(place, 1, 'a b')]).toEqual(['3 ', '0.12.1 a b']);
});

test('one that is gone says so, and whether those around it are', () => {
  const gone = schedulerItem(schedulerPlace(''), 2, undefined);
  expect(gone).toBe('2x gone');
  expect(schedulerPlace(gone)).toEqual({ indexStack: [2], text: '2x', isGone: true });
  const inner = [schedulerPlace(gone), schedulerPlace('2 text')].map((place) => schedulerItem(place, 0, undefined));
  expect(inner).toEqual(['2x.0x gone', '2.0x gone']);
  expect(inner.map((item) => schedulerPlace(item))).toEqual([
    { indexStack: [2, 0], text: '2x.0x', isGone: true },
    { indexStack: [2, 0], text: '2.0x', isGone: true },
  ]);
});

test('what is no place is refused', () => {
  expect(() => schedulerPlace('red')).toThrow(RangeError);
});
