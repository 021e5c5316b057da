/** What the specs of the suite share: made once, before all of them. */
export interface Suite {
  /** Kubernetes' namespace for this call of the suite. */
  readonly namespace: string;
  /** URL of S3, as pods and this machine reach it. */
  readonly s3: string;
}

export const suiteVariable = 'MF_KUBERNETES_SUITE';

export function suite(): Suite {
  const text = process.env[suiteVariable];
  if (text === undefined) throw new Error('the suite was not started: use its jest.config.js');
  return JSON.parse(text) as Suite;
}
