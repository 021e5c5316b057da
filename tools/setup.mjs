#!/usr/bin/env node
// Makes a fresh checkout ready: npm packages as locked, and every package built. Safe and quick to run again.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: this workspace needs Node 20.19 or newer.`);
  process.exit(1);
}

function run(what, command, args) {
  console.log(`[setup] ${what}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`[setup] ${what}: failed${error ? ` (${error.message})` : ''}`);
    process.exit(1);
  }
}

const stamp = join(root, 'node_modules', '.mf-setup');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  // Not `npm ci`: it refuses a lock file that was made where a package of another platform could not be had.
  run('installing npm packages', 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}
run('building', process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
