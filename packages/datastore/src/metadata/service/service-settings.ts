import { InvalidServiceSettingError, ServiceNotConfiguredError } from './errors';

/** How a process talks to a metadata service. */
export interface ServiceSettings {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** How often a request is tried in all. */
  readonly tries: number;
}

/** Metaflow's default of METAFLOW_SERVICE_RETRY_COUNT. */
const defaultTries = 5;

/**
 * What the environment says about the metadata service: METAFLOW_SERVICE_URL, METAFLOW_SERVICE_HEADERS (a JSON object),
 * METAFLOW_SERVICE_AUTH_KEY (sent as `x-api-key`) and METAFLOW_SERVICE_RETRY_COUNT (tries in all, 5 unless given).
 *
 * @param url instead of METAFLOW_SERVICE_URL
 * @throws ServiceNotConfiguredError, InvalidServiceSettingError
 */
export function serviceSettings(env: NodeJS.ProcessEnv, url = env['METAFLOW_SERVICE_URL']): ServiceSettings {
  if (!url) throw new ServiceNotConfiguredError();
  if (!/^https?:$/.test(protocolOf(url))) {
    throw new InvalidServiceSettingError(
      'METAFLOW_SERVICE_URL',
      `is ${JSON.stringify(url)}, which is no URL`,
      'Give one that starts with http:// or https://.',
    );
  }
  const key = env['METAFLOW_SERVICE_AUTH_KEY'];
  return {
    url: url.replace(/\/+$/, ''),
    headers: { ...headers(env['METAFLOW_SERVICE_HEADERS']), ...(key && { 'x-api-key': key }) },
    tries: tries(env['METAFLOW_SERVICE_RETRY_COUNT']),
  };
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

function headers(text: string | undefined): Record<string, string> {
  if (!text) return {};
  try {
    const value = JSON.parse(text) as unknown;
    if (isTextRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw new InvalidServiceSettingError(
    'METAFLOW_SERVICE_HEADERS',
    'is no JSON object of texts',
    'Write it like {"authorization": "Bearer …"}.',
  );
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((item) => typeof item === 'string')
  );
}

function tries(text: string | undefined): number {
  if (!text) return defaultTries;
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidServiceSettingError(
    'METAFLOW_SERVICE_RETRY_COUNT',
    `is ${JSON.stringify(text)}`,
    'Give a whole number from 1.',
  );
}
