// Loaded by tasks whose step has a card: see docs/adr/0009-lazy-parts-of-the-runner.md.
export { cardsOfAttempt } from '../cards-of-attempt';
