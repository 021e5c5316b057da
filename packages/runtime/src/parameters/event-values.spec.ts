import type { ExactJson } from '@mf/ir/exact-json';
import type { ScheduledTrigger } from '../trigger';
import { eventValues } from './event-values';

const came = (name: string, payload: Readonly<Record<string, ExactJson>>): ScheduledTrigger => ({
  record: { name, id: null, timestamp: null, type: 'event' },
  payload,
});
const ready = { name: 'ready', type: 'event', parameters: { day: 'date', size: 'size' } } as const;

describe('eventValues', () => {
  it('takes the fields that the flow maps, and says where they come from', () => {
    expect(eventValues([ready], [came('ready', { date: 'today', other: 1 }), came('else', { size: 2 })])).toEqual({
      day: { value: 'today', source: 'field date of event ready' },
      size: { source: 'field size of event ready' },
    });
    expect(eventValues([ready], [came('else', { size: 2 })])).toEqual({});
  });

  it('takes the latest event that has a field', () => {
    const values = eventValues([ready], [came('ready', { size: 3 }), came('ready', { size: 2, date: 'old' })]);
    expect([values['size']?.value, values['day']?.value]).toEqual([3, 'old']);
  });

  it('takes null for a value, and inherited names for none', () => {
    expect(eventValues([{ ...ready, parameters: { a: 'x', b: 'toString' } }], [came('ready', { x: null })])).toEqual({
      a: { value: null, source: 'field x of event ready' },
      b: { source: 'field toString of event ready' },
    });
  });
});
