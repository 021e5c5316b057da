import { outputFolder, OutputOutsideWorkspaceError } from './output-folder';

describe('outputFolder', () => {
  it('is a folder of the flow alone', () => {
    expect(outputFolder('/ws', 'dist/flows', 'train-flow')).toBe('/ws/dist/flows/train-flow');
    expect(outputFolder('/ws', '/ws/dags', 'ads/train')).toBe('/ws/dags/ads/train');
  });

  it.each(['/airflow/dags', '..', '../dags'])('refuses %s', (output) => {
    expect(() => outputFolder('/ws', output, 'train-flow')).toThrow(OutputOutsideWorkspaceError);
  });
});
