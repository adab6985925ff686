import { options, type VNode } from 'preact';
import { visible } from '../../src/core/language/visible.ts';

const DRAWN = ['title', 'aria-label'] as const;

function withVisibleText(vnode: VNode): void {
  const { type } = vnode;
  // Text is a node without a type, whose properties are the text itself.
  const text: unknown = vnode.props;
  if (typeof text === 'string') vnode.props = visible(text) as unknown as VNode['props'];
  else if (typeof type === 'string') {
    const props = vnode.props as Record<string, unknown>;
    for (const name of DRAWN) {
      const value = props[name];
      if (typeof value === 'string') props[name] = visible(value);
    }
  }
}

/**
 * Makes visible, wherever it is drawn, what would turn or hide the text around it: e-mail
 * addresses, claims and paths come from anybody. Here, so that no component can forget it.
 */
export function drawVisibly(): void {
  const { vnode: before } = options;
  options.vnode = (vnode) => {
    withVisibleText(vnode);
    before?.(vnode);
  };
}
