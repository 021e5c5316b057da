import { type Command, Option } from 'commander';
import type { CardGetOptions, CardListOptions, CardOptions, CardServerOptions } from '../commands/card';
import { metadataOption } from '../options/metadata-option';
import { nonNegativeInteger, positiveInteger } from '../options/option-values';
import { selectionNamespaceOption } from '../options/shared-options';

export interface CardActions {
  cardList(file: string, pathspec: string | undefined, options: CardListOptions): Promise<number>;
  cardGet(file: string, pathspec: string | undefined, options: CardGetOptions): Promise<number>;
  cardServer(file: string, options: CardServerOptions): Promise<number>;
  cardView(file: string, pathspec: string | undefined, options: CardOptions): Promise<number>;
}

/** `card list`, `card get`, `card view` and `card server`. */
export function addCardCommands(program: Command, actions: CardActions, done: (code: number) => void): void {
  const card = program.command('card').summary('list and show the cards of tasks').helpCommand(false);

  const command = (name: string, summary: string): Command =>
    card
      .command(name)
      .summary(summary)
      .argument('<file>', 'the flow')
      .argument('[pathspec]', 'RUN, RUN/STEP or RUN/STEP/TASK; your latest run when not given')
      .option('--type <type>', 'only cards of this type, e.g. blank')
      .option('--id <id>', 'only cards with this id')
      .option('--hash <hash>', 'only the card whose hash begins like this')
      .option('--no-follow-resumed', 'leave out the cards of the tasks whose results a resumed run took over')
      .addOption(selectionNamespaceOption())
      .addOption(metadataOption());

  command('list', 'list the cards of a run, a step or a task')
    .option('--json', 'print JSON')
    .action(async (file: string, pathspec: string | undefined, options: CardListOptions) =>
      done(await actions.cardList(file, pathspec, options)),
    );

  command('get', 'print the HTML of a card')
    .option('--output <path>', 'the file to write; stdout when not given')
    .action(async (file: string, pathspec: string | undefined, options: CardGetOptions) =>
      done(await actions.cardGet(file, pathspec, options)),
    );

  card
    .command('server')
    .summary('serve the cards of a run to the browsers of this machine')
    .argument('<file>', 'the flow')
    .option('--run-id <id>', 'the run; whichever is the latest when not given')
    .addOption(new Option('--port <n>', 'where it listens, on 127.0.0.1').argParser(nonNegativeInteger).default(8324))
    .addOption(
      new Option('--poll-interval <seconds>', 'how often the list is renewed').argParser(positiveInteger).default(5),
    )
    .addOption(new Option('--max-cards <n>', 'cards that are listed').argParser(positiveInteger).default(30))
    .addOption(selectionNamespaceOption())
    .addOption(metadataOption())
    .action(async (file: string, options: CardServerOptions) => done(await actions.cardServer(file, options)));

  command('view', 'show a card in the browser; without a terminal, print where a copy lies').action(
    async (file: string, pathspec: string | undefined, options: CardOptions) =>
      done(await actions.cardView(file, pathspec, options)),
  );
}
