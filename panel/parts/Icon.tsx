// What every page of ours looks like; they all show icons, and share this one file.
import './theme.css';
import './controls.css';
import { h } from 'preact';
import { ICONS, type IconName, SOLID } from './icons.ts';

/** A picture beside words; with a `label` it stands for the words itself. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  const hidden = label === undefined;
  return (
    <svg
      class={SOLID.has(name) ? 'icon solid' : 'icon'}
      data-icon={name}
      viewBox="0 0 24 24"
      aria-hidden={hidden ? true : undefined}
      role={hidden ? undefined : 'img'}
      aria-label={label}
    >
      {ICONS[name].map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
    </svg>
  );
}
