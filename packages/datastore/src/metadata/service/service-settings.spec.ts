import { InvalidServiceSettingError, ServiceNotConfiguredError } from './errors';
import { serviceSettings } from './service-settings';

const url = 'https://metaflow.example';

test('an address is all that is needed', () => {
  expect(serviceSettings({ METAFLOW_SERVICE_URL: `${url}/` })).toEqual({ url, headers: {}, tries: 5 });
  expect(serviceSettings({}, url).url).toBe(url);
  expect(() => serviceSettings({})).toThrow(ServiceNotConfiguredError);
  expect(() => serviceSettings({ METAFLOW_SERVICE_URL: '' })).toThrow(ServiceNotConfiguredError);
});

test('headers, the key among them, and the number of tries', () => {
  const env = {
    METAFLOW_SERVICE_URL: url,
    METAFLOW_SERVICE_HEADERS: '{"x-team": "blue"}',
    METAFLOW_SERVICE_AUTH_KEY: 'secret',
    METAFLOW_SERVICE_RETRY_COUNT: '2',
  };
  expect(serviceSettings(env)).toEqual({ url, headers: { 'x-team': 'blue', 'x-api-key': 'secret' }, tries: 2 });
});

test.each([
  ['METAFLOW_SERVICE_URL', 'metaflow.example'],
  ['METAFLOW_SERVICE_URL', 'ftp://metaflow.example'],
  ['METAFLOW_SERVICE_HEADERS', 'x-team: blue'],
  ['METAFLOW_SERVICE_HEADERS', '["x"]'],
  ['METAFLOW_SERVICE_HEADERS', '{"x": 1}'],
  ['METAFLOW_SERVICE_RETRY_COUNT', '0'],
  ['METAFLOW_SERVICE_RETRY_COUNT', 'often'],
])('%s: %s is refused by name', (variable, value) => {
  const read = () => serviceSettings({ METAFLOW_SERVICE_URL: url, [variable]: value });
  expect(read).toThrow(InvalidServiceSettingError);
  expect(read).toThrow(variable);
});
