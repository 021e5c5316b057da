import MarkdownIt from 'markdown-it';
import { type InlineMarkdown, keepInlineCode } from './inline-code';

test('code within a line keeps the braces of templates', () => {
  const markdown = new MarkdownIt();
  keepInlineCode(markdown as InlineMarkdown);
  expect(markdown.renderInline('the day is `{{ ds }}`')).toBe('the day is <code v-pre="">{{ ds }}</code>');
});
