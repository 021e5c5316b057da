/** Version of this package, as recorded with every run and task. A test holds it to package.json. */
export const version = '0.1.0';
