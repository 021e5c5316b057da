import { headingAnchor } from './heading-anchor';

test.each([
  ['mf resume FILE [STEP]', 'mf-resume-file-step'],
  ['@trigger and @triggerOnFinish: start by events', 'trigger-and-triggeronfinish-start-by-events'],
  ['What `current` knows', 'what-current-knows'],
  ['A -- B_c', 'a----b_c'],
])('%s', (text, anchor) => {
  expect(headingAnchor(text)).toBe(anchor);
});
