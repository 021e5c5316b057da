import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { processIo } from '../command-io';
import {
  AirflowAddressMissingError,
  AirflowCredentialsMissingError,
  InvalidAirflowAddressError,
  openAirflow,
} from './open-airflow';

const io = (env: NodeJS.ProcessEnv) => ({ ...processIo(), env });

it('says what is missing', () => {
  expect(() => openAirflow({}, io({}))).toThrow(AirflowAddressMissingError);
  for (const airflowUrl of ['localhost:8080', '127.0.0.1:8080', 'localhost 8080', 'http://', 'ftp://localhost'])
    expect(() => openAirflow({ airflowUrl }, io({}))).toThrow(InvalidAirflowAddressError);
  expect(() => openAirflow({}, io({ AIRFLOW_URL: 'airflow.example.com' }))).toThrow(InvalidAirflowAddressError);
  const url = 'http://127.0.0.1:1';
  expect(() => openAirflow({}, io({ AIRFLOW_URL: url, AIRFLOW_USERNAME: 'ana' }))).toThrow(
    AirflowCredentialsMissingError,
  );
});

it('shows a token, or else the name and the password', async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ headers, url }: { headers: IncomingHttpHeaders; url?: string }, response) => {
    if (url === '/api/v1/version') return void response.end('{"version":"2.11.2"}');
    if (!url?.startsWith('/api/v1/')) return void response.writeHead(404).end('{}');
    seen.push(headers.authorization);
    response.end('{"import_errors":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const env = {
      AIRFLOW_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ AIRFLOW_TOKEN: 'abc', AIRFLOW_USERNAME: 'ana', AIRFLOW_PASSWORD: 'x' },
    };
    await (await openAirflow({}, io(env))).importErrors();
    await (await openAirflow({ airflowUser: 'ben' }, io(env))).importErrors();
    expect(seen).toEqual(['Bearer abc', `Basic ${Buffer.from('ben:x').toString('base64')}`]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
