import { ICONS, type IconName } from './icons.ts';

/** A picture beside words; with a `label` it stands for the words itself. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  const { path, filled } = ICONS[name];
  const hidden = label === undefined;
  return (
    <svg
      class={filled ? 'icon filled' : 'icon'}
      viewBox="0 0 20 20"
      aria-hidden={hidden ? true : undefined}
      role={hidden ? undefined : 'img'}
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}
