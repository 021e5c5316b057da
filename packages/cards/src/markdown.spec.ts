import { renderMarkdown } from './markdown';

const rendered = (source: string): string => renderMarkdown(source).text;

test('CommonMark with tables', () => {
  expect(rendered('# Title\n\n*a* **b** `c`\n\n| x | y |\n|---|--:|\n| 1 | 2 |')).toMatchInlineSnapshot(`
   "<div class="markdown"><h1>Title</h1>
   <p><em>a</em> <strong>b</strong> <code>c</code></p>
   <div class="scroll" tabindex="0"><table><thead>
   <tr>
   <th>x</th>
   <th style="text-align:right">y</th>
   </tr>
   </thead>
   <tbody>
   <tr>
   <td>1</td>
   <td style="text-align:right">2</td>
   </tr>
   </tbody>
   </table></div></div>"
  `);
});

test('HTML is shown, not obeyed', () => {
  expect(rendered('<script>alert(1)</script> <b onclick="x()">bold</b>')).not.toMatch(/<script|<b /);
  expect(rendered('<script>')).toContain('&lt;script&gt;');
});

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  'file:///etc/passwd',
])('a link to %s is no link', (url) => expect(rendered(`[click](<${url}>)`)).not.toContain('href'));

test('a picture from elsewhere is a link, one that is in the text is a picture', () => {
  expect(rendered('![plot](https://example.org/a.png)')).not.toContain('<img');
  expect(rendered('![plot](https://example.org/a.png)')).toContain('href="https://example.org/a.png"');
  expect(rendered('![plot](data:image/png;base64,AAAA)')).toContain(
    '<img src="data:image/png;base64,AAAA" alt="plot">',
  );
});
