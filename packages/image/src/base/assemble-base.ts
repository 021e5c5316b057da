import type { LayerEntry } from '../layer/layer-entry';
import { cachedLayer } from '../layer/cached-layer';
import type { Layer } from '../layer/write-layer';
import { type Image, imageOf } from '../manifest/image-documents';
import type { Architecture } from '../manifest/platform';
import type { BlobStore } from '../store/blob-store';
import { debianEntries } from './debian-package';
import { nodeEntries } from './node-package';
import { type BaseRecipe, baseRecipes } from './recipe';

/** Changes when the same recipe gives another layer. */
const recipeVersion = 1;

/** Who steps run as: no user of the machine, and none that owns a file of the image. */
export const userId = 65532;

/**
 * The base that needs no registry: Node, what it is linked with, certificates, a user. Made once on each machine; later its layer is in the
 * store.
 *
 * @throws BasePartError
 */
export async function assembleBase(
  architecture: Architecture,
  store: BlobStore,
  onProgress: (message: string) => void,
): Promise<Image> {
  const recipe = baseRecipes[architecture];
  return imageOf(architecture, undefined, [await baseLayer(architecture, recipe, store, onProgress)], {
    User: `${userId}:${userId}`,
    Env: [
      'PATH=/usr/local/bin:/usr/bin:/bin',
      'HOME=/home/nonroot',
      'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
    ],
    Entrypoint: ['/usr/local/bin/node'],
    WorkingDir: '/home/nonroot',
  });
}

async function baseLayer(
  architecture: Architecture,
  recipe: BaseRecipe,
  store: BlobStore,
  onProgress: (message: string) => void,
): Promise<Layer> {
  const createdBy = `mf image: ${recipe.node.package}@${recipe.node.version}`;
  return cachedLayer(store, `base-${architecture}`, [recipeVersion, recipe], createdBy, async () => {
    onProgress(`fetching Node ${recipe.node.version} for ${architecture}, once`);
    const entries = await Promise.all([nodeEntries(recipe.node), ...recipe.debian.map(debianEntries)]);
    onProgress(`writing the base for ${architecture}, once`);
    return withSystemFiles(entries.flat());
  });
}

/** What Debian's own scripts would make at installation. */
function withSystemFiles(entries: readonly LayerEntry[]): LayerEntry[] {
  const certificates = entries
    .flatMap((entry) => ('content' in entry && entry.path.endsWith('.crt') ? [entry] : []))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = (path: string, content: string): LayerEntry => ({ path, content: Buffer.from(content) });
  return [
    ...entries.filter(({ path }) => !path.endsWith('.crt')),
    { path: 'etc/ssl/certs/ca-certificates.crt', content: Buffer.concat(certificates.map(({ content }) => content)) },
    text(
      'etc/passwd',
      `root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:${userId}:${userId}:nonroot:/home/nonroot:/sbin/nologin\n`,
    ),
    text('etc/group', `root:x:0:\nnonroot:x:${userId}:\n`),
    text('etc/nsswitch.conf', 'hosts: files dns\n'),
    { path: 'home/nonroot', isFolder: true, owner: userId },
    { path: 'tmp', isFolder: true, mode: 0o1777 },
  ];
}
