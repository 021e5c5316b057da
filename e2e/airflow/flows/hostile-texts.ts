/** Texts that break whatever pastes them into Python, a template, a shell or a table. */
export const hostileTexts = [
  `both " and '`,
  '"""',
  'ends with a backslash\\',
  'ends with a line break\n',
  '\r\n\t\x07\x1b[31m',
  '{{ 7*7 }}',
  '{% raw %}{# gone #}',
  '%s %(x)s {0} f"{x}"',
  '$(touch /tmp/x) `id` ${HOME} !!',
  'deploy.sh',
  'README.md',
  '🎬👩‍👩‍👧 e\u0301 é 漢字',
  '\u2028\u202eevil\u202c\ufeff',
];
