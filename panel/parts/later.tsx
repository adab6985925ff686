import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';

/**
 * A component whose code is fetched when it is first drawn, so that the panel is there sooner. Until
 * then it draws nothing; that it cannot be fetched is an error of whoever draws it.
 */
export function later<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  const loaded = signal<FunctionComponent<Props> | null>(null);
  const failure = signal<Error | null>(null);
  let isAsked = false;
  return function Later(props: Props) {
    if (failure.value) throw failure.value;
    if (!isAsked) {
      isAsked = true;
      load().then(
        (component) => {
          loaded.value = component;
        },
        (error: unknown) => {
          failure.value = error instanceof Error ? error : new Error(String(error));
        },
      );
    }
    const Component = loaded.value;
    return Component && <Component {...props} />;
  };
}
