import { appendFile, chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FaultServer, startFaultServer } from '../fault-server';
import { imageJson, mfImage } from './mf-image';
import { type Registry, startRegistry } from '@mf/tools-registry';
import { selfSigned, startTokenServer, type TokenServer } from './token-server';

const source = resolve(__dirname, '../../apps/parameter-flow/src/parameter.flow.ts');
const platform = ['--platform', 'linux/amd64'];

let folder: string;
let flow: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-image-'));
  flow = join(folder, 'parameter.flow.ts');
  await cp(source, flow);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Pushes the flow of this test. */
async function push(repository: string, words: readonly string[] = platform, env: NodeJS.ProcessEnv = {}) {
  return mfImage([flow, '--push', repository, '--output', join(folder, 'out'), ...words], { cwd: folder, env });
}

describe('an open registry', () => {
  let registry: Registry;
  let front: FaultServer;
  let host: string;
  beforeAll(async () => {
    registry = await startRegistry();
    front = await startFaultServer(registry.url);
    host = new URL(front.url).host;
  });
  afterAll(async () => {
    await front.stop();
    await registry.stop();
  });
  beforeEach(() => void front.requests.splice(0));

  const requests = (method: string): string[] => front.requests.filter((each) => each.startsWith(`${method} `));

  test('has an image after a push, large layers in pieces, and is asked once when it has it', async () => {
    expect(await push(`${host}/once`)).toMatchObject({ code: 0 });
    const { digest, tag, reference } = await imageJson(join(folder, 'out'));
    expect(reference).toBe(`${host}/once@${digest}`);
    expect(requests('PATCH').length).toBeGreaterThan(1);
    const answer = await fetch(`${registry.url}/v2/once/manifests/${digest}`, {
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    });
    expect(answer.headers.get('docker-content-digest')).toBe(digest);

    front.requests.splice(0);
    expect(await push(`${host}/once`)).toMatchObject({ code: 0, output: expect.stringContaining('is there already') });
    expect(front.requests).toEqual([`HEAD /v2/once/manifests/${tag}`]);
  });

  test('gets no more than the layer of the flow when a line of it has changed', async () => {
    await push(`${host}/line`);
    const before = await imageJson(join(folder, 'out'));
    await appendFile(flow, '\nconsole.log(1);\n');
    front.requests.splice(0);
    await push(`${host}/line`);
    expect((await imageJson(join(folder, 'out'))).digest).not.toBe(before.digest);
    // The layer and the configuration that names it.
    expect(requests('POST')).toHaveLength(2);
    expect(requests('PATCH')).toEqual([]);
  });

  test('takes the layers of a base from the repository where they are', async () => {
    await push(`${host}/base`);
    const base = await imageJson(join(folder, 'out'));
    front.requests.splice(0);
    expect(await push(`${host}/app`, ['--base', base.reference!])).toMatchObject({ code: 0 });
    expect(requests('POST').filter((each) => each.includes('&from=base'))).not.toEqual([]);
    // All that was sent is the new configuration: the files are the same as those of the base.
    expect(requests('PUT').filter((each) => each.includes('/blobs/'))).toHaveLength(1);
    expect((await imageJson(join(folder, 'out'))).base).toBe(base.reference);
  });

  test('is where a base is that the configuration names without a registry', async () => {
    await push(`${host}/base`);
    const base = await imageJson(join(folder, 'out'));
    const env = {
      METAFLOW_KUBERNETES_CONTAINER_REGISTRY: host,
      METAFLOW_KUBERNETES_CONTAINER_IMAGE: `base:${base.tag}`,
    };
    expect(await push(`${host}/app`, [], env)).toMatchObject({ code: 0 });
    expect((await imageJson(join(folder, 'out'))).base).toBe(base.reference);
  });

  test('copies the layers of a base from another registry, and knows a tag by its digest', async () => {
    await push(`${host}/base`);
    const base = await imageJson(join(folder, 'out'));
    const other = await startRegistry();
    try {
      const store = { XDG_CACHE_HOME: join(folder, 'cache') };
      expect(await push(`${other.host}/app`, ['--base', `${host}/base:${base.tag}`], store)).toMatchObject({ code: 0 });
      expect((await imageJson(join(folder, 'out'))).base).toBe(base.reference);
      const manifest = await fetch(`${other.url}/v2/app/manifests/${(await imageJson(join(folder, 'out'))).digest}`, {
        headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
      });
      const { layers } = (await manifest.json()) as { layers: { digest: string }[] };
      for (const { digest } of layers)
        expect((await fetch(`${other.url}/v2/app/blobs/${digest}`, { method: 'HEAD' })).status).toBe(200);
    } finally {
      await other.stop();
    }
  });

  test('that has no such base is told apart from one that is not there', async () => {
    expect(await push(`${host}/x`, ['--base', `${host}/nothing:1`])).toMatchObject({
      code: 1,
      output: expect.stringContaining('MF8016'),
    });
    await push(`${host}/base`);
    const { reference } = await imageJson(join(folder, 'out'));
    expect(await push(`${host}/x`, ['--base', reference!, '--platform', 'linux/arm64'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('MF8017'),
    });
    expect(await push(`${host}/X`)).toMatchObject({ code: 1, output: expect.stringContaining('MF8010') });
  });
});

describe('a registry that asks who one is', () => {
  /** Docker's configuration of this test. */
  async function dockerConfig(config: object): Promise<NodeJS.ProcessEnv> {
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    return { DOCKER_CONFIG: folder };
  }
  const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });

  describe('by user and password', () => {
    let registry: Registry;
    let passwords: string;
    beforeAll(async () => {
      passwords = await mkdtemp(join(tmpdir(), 'mf-passwords-'));
      // "secret", as htpasswd -B writes it.
      const line = 'tester:$2b$04$VBa4LOGaAL52S8U1UDG9jeAhxCLN6SGfx8deNy8oAmgud5nBQ4BGS\n';
      await writeFile(join(passwords, 'htpasswd'), line);
      registry = await startRegistry({ auth: { htpasswd: { realm: 'x', path: join(passwords, 'htpasswd') } } });
    });
    afterAll(async () => {
      await registry.stop();
      await rm(passwords, { recursive: true, force: true });
    });

    test("takes those of docker's file", async () => {
      const env = await dockerConfig({ auths: { [registry.host]: auth('tester:secret') } });
      expect(await push(`${registry.host}/a`, platform, env)).toMatchObject({ code: 0 });
    });

    test.each(['credHelpers', 'credsStore'])('takes those of a helper of %s', async (kind) => {
      const helper = join(folder, 'docker-credential-mine');
      await writeFile(
        helper,
        `#!/bin/sh\nread host\necho '{"ServerURL":"'$host'","Username":"tester","Secret":"secret"}'\n`,
      );
      await chmod(helper, 0o755);
      const env = await dockerConfig({ [kind]: kind === 'credsStore' ? 'mine' : { [registry.host]: 'mine' } });
      const path = { PATH: `${folder}:${process.env['PATH']}` };
      expect(await push(`${registry.host}/b`, platform, { ...env, ...path })).toMatchObject({ code: 0 });
    });

    test.each([
      ['nobody', {}, 'MF8012'],
      ['a wrong password', { auths: { HOST: auth('tester:wrong') } }, 'MF8012'],
      ['a helper that is not there', { credHelpers: { HOST: 'nowhere' } }, 'MF8015'],
    ])('refuses %s', async (_, config, code) => {
      const text = JSON.stringify(config).replace('HOST', registry.host);
      const env = await dockerConfig(JSON.parse(text) as object);
      expect(await push(`${registry.host}/c`, platform, env)).toMatchObject({
        code: 1,
        output: expect.stringContaining(code),
      });
    });
  });

  describe('by a token', () => {
    let tokens: TokenServer;
    let registry: Registry;
    beforeAll(async () => {
      tokens = await startTokenServer('tester', 'secret');
      registry = await startRegistry({ auth: tokens.auth });
    });
    afterAll(async () => {
      await registry.stop();
      await tokens.stop();
    });

    test('takes one that is given for a password, and for each repository that is read', async () => {
      const env = await dockerConfig({ auths: { [registry.host]: auth('tester:secret') } });
      expect(await push(`${registry.host}/a`, platform, env)).toMatchObject({ code: 0 });
      expect(tokens.asked).toContainEqual({ user: 'tester', scopes: ['repository:a:pull,push'] });
      const { reference } = await imageJson(join(folder, 'out'));
      expect(await push(`${registry.host}/b`, ['--base', reference!], env)).toMatchObject({ code: 0 });
      expect(tokens.asked).toContainEqual({
        user: 'tester',
        scopes: ['repository:b:pull,push', 'repository:a:pull'],
      });
    });

    test('takes one that is given for an identity token', async () => {
      const env = await dockerConfig({ auths: { [registry.host]: { identitytoken: tokens.identityToken } } });
      expect(await push(`${registry.host}/c`, platform, env)).toMatchObject({ code: 0 });
    });

    test('refuses nobody, and a wrong password', async () => {
      expect(await push(`${registry.host}/d`, platform, await dockerConfig({}))).toMatchObject({
        code: 1,
        output: expect.stringContaining('MF8012'),
      });
      const env = await dockerConfig({ auths: { [registry.host]: auth('tester:wrong') } });
      expect(await push(`${registry.host}/d`, platform, env)).toMatchObject({
        code: 1,
        output: expect.stringContaining('MF8012'),
      });
    });
  });
});

test('a registry with HTTPS is spoken to by HTTPS, if its certificate is trusted', async () => {
  const tls = await selfSigned(folder);
  const registry = await startRegistry({ tls });
  try {
    const trusting = { NODE_EXTRA_CA_CERTS: tls.certificate };
    expect(await push(`${registry.host}/a`, platform, trusting)).toMatchObject({ code: 0 });
    expect(await push(`${registry.host}/a`)).toMatchObject({ code: 1, output: expect.stringContaining('MF8011') });
  } finally {
    await registry.stop();
  }
});
