import { navigation, pageTitle } from './navigation';

test('every page stands in the navigation once, also one that nobody named', () => {
  const pages = ['README', 'adr/0001-a', 'adr/README', 'errors', 'flows', 'new-page'].map((path) => ({
    path,
    title: `T ${path}`,
  }));
  expect(navigation(pages)).toEqual([
    { text: 'Writing flows', items: [{ text: 'T flows', link: '/flows' }] },
    { text: 'Background', items: [{ text: 'T errors', link: '/errors' }] },
    { text: 'More', items: [{ text: 'T new-page', link: '/new-page' }] },
    { text: 'Decisions', collapsed: true, items: [{ text: 'T adr/0001-a', link: '/adr/0001-a' }] },
  ]);
});

test('the title of a page is its first heading', () => {
  expect(pageTitle('---\nx: 1\n---\n# The `mf` command\n\n# Other')).toBe('The mf command');
});
