import { isLeftAsItIs } from './template-text';

it.each(['', 'sketchflow-0-abcd', 'production:token', 'user.ana', "it's {x} $(id)\nhere"])(
  '%j is left as it is',
  (text) => {
    expect(isLeftAsItIs(text)).toBe(true);
  },
);

it.each(['{{ 7*7 }}', 'a {% raw %}', '{# gone #}', 'one\n', 'a\r\nb', 'deploy.sh', 'token.bash'])(
  '%j is not',
  (text) => {
    expect(isLeftAsItIs(text)).toBe(false);
  },
);
