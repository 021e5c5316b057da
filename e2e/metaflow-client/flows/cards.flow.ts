import { card, current, FlowSpec, parameter, step } from '@mf/flow';
import { Image, Markdown, ProgressBar, Table, VegaChart } from '@mf/flow/cards';

const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Leaves cards of every type. */
export class CardsFlow extends FlowSpec {
  alpha = parameter({ default: 0.5 });
  html!: string;

  @card({ type: 'blank', id: 'report', options: { title: 'Report' }, refreshInterval: 0 })
  @card({ type: 'html' })
  @step
  async start() {
    this.html = '<h1>Mine ä</h1>';
    const report = current.card.get('report');
    const bar = new ProgressBar({ max: 2 });
    report.append(bar, 'bar');
    bar.update(1);
    report.refresh();
    await new Promise((resolve) => setTimeout(resolve, Number(process.env['CARDS_FLOW_PAUSE'] ?? 0)));
    bar.update(2);
    report.append(new Markdown('Some **text**'));
    report.append(Image.fromBytes(dot, 'A dot'));
    report.append(new Table([['a', 1]], { headers: ['x', 'y'] }));
    report.append(
      new VegaChart({
        data: { values: [{ x: 1, y: 2 }] },
        mark: 'bar',
        encoding: { x: { field: 'x' }, y: { field: 'y' } },
      }),
    );
    this.next(this.end);
  }

  @card()
  @step
  end() {
    if (process.env['CARDS_FLOW_FAIL']) throw new Error('no luck');
  }
}
