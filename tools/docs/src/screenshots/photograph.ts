import { join } from 'node:path';
import type { RunningAirflow } from '@mf/tools-airflow';
import { chromium, type Page } from 'playwright-core';

/** Airflow's ids of the runs that are shown, by the id of their DAG. */
export type ShownRuns = Readonly<Record<'DebugFlow' | 'MovieStatsFlow', string>>;

/** Takes the pictures of Airflow's pages that the documentation shows, as PNG files of `folder`. */
export async function photograph(
  airflow: RunningAirflow,
  runs: ShownRuns,
  executable: string,
  folder: string,
): Promise<void> {
  // As root, Chromium runs without its sandbox only; it sees nothing but this Airflow.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: executable, args: sandbox });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
    page.setDefaultTimeout(120_000);
    const shoot = async (name: string) => {
      await page.waitForLoadState('networkidle');
      // What is drawn on a canvas, or moves in, is not known to the page's state.
      await page.waitForTimeout(2000);
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    };
    await logIn(page, airflow);

    await page.goto(`${airflow.url}/dags/DebugFlow`);
    await page.getByText('Recent Failed Task Logs').waitFor();
    await shoot('grid');

    await page.goto(`${airflow.url}/dags/MovieStatsFlow/runs/${encodeURIComponent(runs.MovieStatsFlow)}`);
    await page.getByRole('radio', { name: /graph/i }).or(page.getByLabel(/graph/i)).last().click();
    await page.locator('.react-flow__node').first().waitFor();
    await shoot('graph');

    await page.goto(
      `${airflow.url}/dags/DebugFlow/runs/${encodeURIComponent(runs.DebugFlow)}/tasks/b/rendered_templates`,
    );
    await page.getByText('metaflow_run_id').waitFor();
    await shoot('rendered-template');

    await page.goto(`${airflow.url}/dags/ParameterFlow`);
    await page.getByRole('button', { name: 'Trigger' }).first().click();
    await page.getByText('Learning rate').waitFor();
    await shoot('trigger-form');
  } finally {
    await browser.close();
  }
}

async function logIn(page: Page, { url, user, password }: RunningAirflow): Promise<void> {
  await page.goto(`${url}/auth/login`);
  await page.locator('input[name=username]').fill(user);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((to) => !to.pathname.includes('login'));
}
