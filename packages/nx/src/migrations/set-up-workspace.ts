import type { Tree } from '@nx/devkit';
import { setUpNx } from '../generators/init/generator';

/**
 * For workspaces from before 0.2.0: the named input `production`, and `nx sync` for versions of @mf packages. What `init`
 * does for new ones.
 */
export default function setUpWorkspace(tree: Tree): void {
  setUpNx(tree);
}
