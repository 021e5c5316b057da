import type { Card } from '@mf/client';
import { cardPath } from './card-path';
import { PortInUseError, startCardServer } from './card-server';

const card = (task: string, id: string | undefined, html: string) =>
  ({
    type: 'blank',
    id,
    hash: `hash-${html}`,
    pathspec: `F/1/${task}`,
    html: Promise.resolve(html),
  }) as unknown as Card;

test('lists the cards that there are when it is asked, and shows each', async () => {
  const cards = [card('start/1', '<b>', 'first')];
  const server = await startCardServer({
    cards: () => Promise.resolve(cards),
    title: 'Cards of F',
    port: 0,
    pollInterval: 7,
  });
  try {
    const list = await (await fetch(server.url)).text();
    expect(list).toContain('content="7"');
    expect(list).toContain(`<a href="${cardPath(cards[0]!)}">1/start/1</a>`);
    expect(list).toContain('&#60;b&#62;');
    cards.unshift(card('end/2', undefined, '<h1>second</h1>'));
    expect(await (await fetch(server.url)).text()).toContain('1/end/2');
    const shown = await fetch(new URL(cardPath(cards[0]!), server.url));
    expect([shown.headers.get('content-type'), await shown.text()]).toEqual([
      'text/html; charset=utf-8',
      '<h1>second</h1>',
    ]);
    expect((await fetch(new URL('/F/1/none', server.url))).status).toBe(404);
  } finally {
    await server.close();
  }
});

test('says what is wrong: a card that cannot be read, a port in use', async () => {
  const broken = () => Promise.reject(new Error('no store'));
  const server = await startCardServer({ cards: broken, title: 'F', port: 0, pollInterval: 5 });
  try {
    const answer = await fetch(server.url);
    expect([answer.status, await answer.text()]).toEqual([500, 'Error: no store']);
    const port = Number(new URL(server.url).port);
    await expect(startCardServer({ cards: broken, title: 'F', port, pollInterval: 5 })).rejects.toThrow(PortInUseError);
  } finally {
    await server.close();
  }
});
