export type Pair = readonly [name: string, value: string | null];

interface Props {
  pairs: readonly Pair[];
  isMono?: boolean;
}

/** Names and values; what has no value is left out. */
export function Pairs({ pairs, isMono = false }: Props) {
  return (
    <dl class={isMono ? 'pairs mono' : 'pairs'}>
      {pairs.map(
        ([name, value], index) =>
          value !== null && (
            <div key={index}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
