import { type CardComponent, type CardContent, type CardEditor, isCardComponent } from '@mf/flow/internal';

/** The components of one card, in their order. */
export interface CardComponents {
  readonly editor: CardEditor;
  /** What they show now. One that throws, or shows what cannot be stored, shows that instead. */
  contents(): CardContent[];
}

/**
 * @param refresh what the editor's `refresh` does
 * @param warn told about what is no component
 */
export function cardComponents(refresh: () => void, warn: (message: string) => void): CardComponents {
  const components = new Map<string, CardComponent>();
  let count = 0;
  const append = (component: CardComponent, id?: string): void => {
    if (!isCardComponent(component)) {
      warn(`A card shows components such as new Markdown('...'), not ${typeof component}: it is left out`);
      return;
    }
    components.set(id ?? `component_${count++}`, component);
  };
  return {
    editor: {
      append,
      extend: (added) => {
        for (const component of added) append(component);
      },
      clear: () => components.clear(),
      refresh,
      components,
    },
    contents: () => [...components].map(([id, component]) => contentOf(component, id)),
  };
}

function contentOf(component: CardComponent, id: string): CardContent {
  try {
    const content = component.render(id);
    // As it is stored and sent: dates become text, and what JSON cannot hold is found here.
    return JSON.parse(JSON.stringify(content)) as CardContent;
  } catch (error) {
    return { type: 'log', id, data: `A component could not be rendered: ${String(error)}` };
  }
}
