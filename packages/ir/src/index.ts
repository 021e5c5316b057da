export * from './position';
export * from './json';
export * from './diagnostic';
export * from './flow-syntax';
export * from './flow-description';
export * from './flow-ir';
