/**
 * Whether Airflow's templates leave a text as it is: nothing in it is Jinja's, it has no line break that Jinja would drop or write anew, and it
 * is no name of a file that would be read in its place (`template_ext` of the operator for Bash).
 */
export const isLeftAsItIs = (text: string): boolean => !/\{[{%#]|\r|\n$|\.(sh|bash)$/.test(text);
