import type { Command } from 'commander';
import type { CardGetOptions, CardListOptions, CardOptions } from '../commands/card';
import { metadataOption } from './metadata-option';
import { selectionNamespaceOption } from './read-commands';

export interface CardActions {
  cardList(file: string, pathspec: string | undefined, options: CardListOptions): Promise<number>;
  cardGet(file: string, pathspec: string | undefined, options: CardGetOptions): Promise<number>;
  cardView(file: string, pathspec: string | undefined, options: CardOptions): Promise<number>;
}

/** `card list`, `card get` and `card view`. */
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

  command('view', 'show a card in the browser; without a terminal, print where a copy lies').action(
    async (file: string, pathspec: string | undefined, options: CardOptions) =>
      done(await actions.cardView(file, pathspec, options)),
  );
}
