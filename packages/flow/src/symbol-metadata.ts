/**
 * Decorator metadata (TC39 stage 3) lives at `Class[Symbol.metadata]`. Node has no such symbol yet; compilers fall back
 * to this registered one, and TypeScript's own output gives no metadata at all unless the symbol exists when a class is
 * defined. So this module is loaded before any flow class can be.
 */
export const metadataSymbol: symbol = (Symbol as { metadata?: symbol }).metadata ?? Symbol.for('Symbol.metadata');

if (!('metadata' in Symbol)) {
  Object.defineProperty(Symbol, 'metadata', { value: metadataSymbol });
}
