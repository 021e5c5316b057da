import { userInfo } from 'node:os';
import { resolveIdentity, resolveNamespace, resolveUser } from './identity';

test('the user is found in Metaflow’s order, and root is nobody', () => {
  expect(resolveUser({ METAFLOW_USER: 'a', SUDO_USER: 'b', USERNAME: 'c', USER: 'd' })).toBe('a');
  expect(resolveUser({ METAFLOW_USER: '', SUDO_USER: 'b', USERNAME: 'c' })).toBe('b');
  expect(resolveUser({ SUDO_USER: 'root', USERNAME: 'c', USER: 'd' })).toBe('c');
  expect(resolveUser({ USER: 'd' })).toBe('d');
});

test('where the environment says nothing, the system decides', () => {
  const { username } = userInfo();
  if (username === 'root')
    expect(() => resolveUser({ USER: 'root' })).toThrow(expect.objectContaining({ code: 'MF4006' }));
  else expect(resolveUser({})).toBe(username);
});

test('a production token is an identity of its own', () => {
  expect(resolveIdentity({ METAFLOW_USER: 'ada' })).toBe('user:ada');
  expect(resolveIdentity({ METAFLOW_USER: 'ada', METAFLOW_PRODUCTION_TOKEN: 'mytoken-0-abcd' })).toBe(
    'production:mytoken-0-abcd',
  );
});

test('the namespace is the one of the environment, or the own identity', () => {
  expect(resolveNamespace({ METAFLOW_USER: 'ada' })).toBe('user:ada');
  expect(resolveNamespace({ METAFLOW_USER: 'ada', METAFLOW_DEFAULT_NAMESPACE: 'user:grace' })).toBe('user:grace');
  expect(resolveNamespace({ METAFLOW_USER: 'ada', METAFLOW_DEFAULT_NAMESPACE: '' })).toBeNull();
});
