import { execFileSync } from 'node:child_process';

/** Runs a Python program on a JSON value (`value`) and gives back what it leaves in `result`. */
export function runPython<T>(program: string, value: unknown): T {
  const script = `import ast, json, sys\nvalue = json.load(sys.stdin)\n${program}\njson.dump(result, sys.stdout)`;
  return JSON.parse(
    execFileSync('python3', ['-I', '-c', script], { input: JSON.stringify(value), encoding: 'utf8' }),
  ) as T;
}
