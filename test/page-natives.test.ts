import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const FOLDER = 'src/page';
/** What may use the platform as it is: the module that takes it, and one that calls nothing. */
const NATIVES = 'natives.ts';
/** Globals that no page can replace (Web IDL `[LegacyUnforgeable]`), and a constant. */
const UNFORGEABLE = ['document', 'location', 'undefined', 'window'];
/** Syntax that calls what a page can replace: iterators, `Symbol.hasInstance`, `then`, species. */
const CALLS_THE_PAGE: Record<string, string> = {
  ArrayPattern: 'takes an array apart by its iterator',
  AwaitExpression: 'asks a promise for its constructor',
  ForOfStatement: 'loops by an iterator',
  SpreadElement: 'spreads by an iterator',
  TaggedTemplateExpression: 'calls a function that is not named',
  YieldExpression: 'is an iterator',
};

interface Node {
  type: string;
  [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function childrenOf(node: Node): [key: string, child: Node][] {
  return Object.entries(node).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(isNode)
      .map((child): [string, Node] => [key, child]),
  );
}

/** Every node but those of types, with its parent and its place in it. */
function* nodesOf(node: Node, parent: Node | null = null, place = ''): Generator<Visited> {
  const isExpression = /^TS(?:As|NonNull|Satisfies)/.test(node.type);
  if (node.type.startsWith('TS') && !isExpression) return;
  if (node.importKind === 'type') return;
  yield { node, parent, place };
  for (const [key, child] of childrenOf(node))
    if (!/^(?:type|return|super)\w*$/.test(key) || key === 'typeof')
      yield* nodesOf(child, node, key);
}

interface Visited {
  node: Node;
  parent: Node | null;
  place: string;
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : '';
}

/** Whether a name stands there for a value, and not for a property or for itself. */
function isReference({ node, parent, place }: Visited): boolean {
  if (node.type !== 'Identifier' || !parent) return false;
  if (parent.type === 'MemberExpression') return place === 'object' || parent.computed === true;
  if (parent.type === 'Property') return place === 'value';
  return !/^(?:Import|Export)/.test(parent.type);
}

const DECLARES =
  /^(?:VariableDeclarator|(?:Arrow)?Function(?:Declaration|Expression)|ArrowFunctionExpression|AssignmentPattern|RestElement|CatchClause)$/;

function declaredIn(visited: Visited[]): Set<string> {
  const names = new Set<string>();
  const add = (node: unknown) => {
    if (!isNode(node)) return;
    if (node.type === 'Identifier') names.add(nameOf(node));
    if (node.type === 'Property') add(node.value);
    if (node.type === 'AssignmentPattern') add(node.left);
    if (node.type === 'RestElement') add(node.argument);
    if (node.type === 'ObjectPattern') for (const [, child] of childrenOf(node)) add(child);
  };
  for (const { node } of visited) {
    if (node.type.startsWith('Import')) add(node.local);
    if (!DECLARES.test(node.type)) continue;
    add(node.id);
    add(node.param);
    for (const [key, child] of childrenOf(node)) if (key === 'params') add(child);
  }
  return names;
}

/** Names imported from a module of the folder. */
function importedFrom(visited: Visited[], module: string): Set<string> {
  const found = visited.filter(
    ({ node, parent }) =>
      node.type === 'ImportSpecifier' &&
      isNode(parent?.source) &&
      String(parent.source.value).endsWith(module),
  );
  return new Set(found.map(({ node }) => nameOf(node.local)));
}

/** What a text does that a page could hear of, or spoil. */
function complaintsOf(text: string): string[] {
  const { program } = parseSync('page.ts', text);
  const visited = [...nodesOf(program as unknown as Node)];
  const declared = declaredIn(visited);
  const natives = importedFrom(visited, `/${NATIVES}`);
  return visited.flatMap(({ node, parent, place }) => {
    const source = text.slice(Number(node.start), Number(node.end)).slice(0, 60);
    const says = (what: string) => [`${what}: ${source}`];
    const isSpreadOfObject = parent?.type === 'ObjectExpression';
    const why = isSpreadOfObject ? undefined : CALLS_THE_PAGE[node.type];
    if (why) return says(why);
    if (node.type === 'BinaryExpression' && node.operator === 'instanceof')
      return says('asks for `Symbol.hasInstance`');
    if (isReference({ node, parent, place })) {
      const name = nameOf(node);
      return declared.has(name) || UNFORGEABLE.includes(name) ? [] : says('is the page’s');
    }
    if (node.type === 'ImportSpecifier' && isNode(parent?.source)) {
      const isOurs = String(parent.source.value).startsWith('./');
      return isOurs || /^[A-Z_]+$/.test(nameOf(node.local)) ? [] : says('calls what is not ours');
    }
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
    const callee = nameOf(node.callee);
    if (callee === '') return says('calls a method');
    if (node.type === 'NewExpression' && !natives.has(callee))
      return says('makes what is not native');
    if (!natives.has(callee) || callee === 'bare') return [];
    const options = childrenOf(node).filter(([, child]) => child.type === 'ObjectExpression');
    return options.length > 0 ? says('has options that are not bare') : [];
  });
}

const files = readdirSync(FOLDER).filter((name) => name !== NATIVES);

describe('the hook in the page', () => {
  it.each(files)('uses only what was taken before the page could spoil it: %s', (name) => {
    expect(complaintsOf(readFileSync(join(FOLDER, name), 'utf8'))).toEqual([]);
  });

  it.each([
    'const found = list.map(String);',
    'let url = ""; url.slice(1);',
    'const { parse } = JSON;',
    'function each(list: string[]) { for (const one of list) void one; }',
    'function each(list: string[]) { const [one] = list; return one; }',
    'function each(list: string[]) { return [...list]; }',
    'async function each(wanted: Promise<string>) { await wanted; }',
    'import { isServiceHost } from "../futureguide.ts";',
    'import { listen } from "./natives.ts"; listen(window, "load", () => {}, { once: true });',
    'const is = (it: object) => it instanceof window.Request;',
    'new Set();',
  ])('would be told of %s', (text) => {
    expect(complaintsOf(text)).not.toEqual([]);
  });
});
