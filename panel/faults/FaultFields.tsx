import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { type FaultSituation, faultAvailability } from '../../src/core/faults/availability.ts';
import type { Candidate } from '../../src/core/faults/candidates.ts';
import {
  MAX_PATH_CHARACTERS,
  MAX_SECONDS,
  MAX_TIMES,
  METHODS,
  REFRESH_FAILURES,
  TOKEN_CHANGES,
  type TokenChange,
} from '../../src/core/faults/fault.ts';
import type { FaultName } from '../../src/core/language/fault-words.ts';
import { wordKey } from '../../src/core/language/language.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { say } from '../words/language.ts';
import type { Draft } from './draft.ts';
import { type Parameter, parametersOf, tokensFor } from './fault-from-draft.ts';

export interface FieldsProps {
  name: FaultName;
  draft: Draft;
  situation: FaultSituation;
  onFill: (part: Partial<Draft>) => void;
}

interface LabelProps {
  label: string;
  title?: string;
  children: (id: string) => ComponentChildren;
}

function Labelled({ label, title, children }: LabelProps) {
  const id = useId();
  return (
    <span class="fault-field" title={title}>
      <label for={id}>{label}</label>
      {children(id)}
    </span>
  );
}

function Seconds({ draft, onFill }: FieldsProps) {
  return (
    <Labelled label={say('preview_seconds')}>
      {(id) => (
        <input
          id={id}
          type="number"
          required
          min={0}
          max={MAX_SECONDS}
          value={Number.isNaN(draft.seconds) ? '' : draft.seconds}
          onInput={({ currentTarget: { valueAsNumber, validity } }) =>
            onFill({ seconds: validity.valid ? valueAsNumber : Number.NaN })
          }
        />
      )}
    </Labelled>
  );
}

function Status({ draft, onFill }: FieldsProps) {
  return (
    <Labelled label={say('grid_column_status')}>
      {(id) => (
        <select
          id={id}
          value={draft.status}
          onChange={({ currentTarget: { value } }) =>
            onFill({ status: REFRESH_FAILURES.find((it) => String(it) === value) ?? draft.status })
          }
        >
          {REFRESH_FAILURES.map((status) => (
            <option key={status}>{status}</option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function tokenWords({ token, user, expiresAt }: Candidate): string {
  const values = {
    fingerprint: fingerprint(token),
    user: user === null ? say('fault_token_none') : redactText(user),
  };
  return expiresAt === null
    ? say('fault_token_name', values)
    : say('fault_token_name_until', { ...values, at: expiresAt });
}

function Token({ name, draft, situation, onFill }: FieldsProps) {
  const tokens = tokensFor(name === 'replace-token' ? draft.as : name, situation);
  return (
    <Labelled label={say('grid_column_token')}>
      {(id) => (
        <select
          id={id}
          value={draft.token ?? tokens[0]?.token}
          onChange={({ currentTarget: { value } }) => onFill({ token: value })}
        >
          {tokens.map((candidate) => (
            <option key={candidate.token} value={candidate.token}>
              {tokenWords(candidate)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function PlaceField({ draft, situation: { copies }, onFill }: FieldsProps) {
  return (
    <Labelled label={say('fault_place')}>
      {(id) => (
        <select
          id={id}
          value={draft.place ?? copies[0]}
          onChange={({ currentTarget: { value } }) => onFill({ place: value })}
        >
          {copies.map((place) => (
            <option key={place}>{place}</option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function As({ draft, situation, onFill }: FieldsProps) {
  const all = faultAvailability(situation);
  const isPossible = (change: TokenChange['name']) =>
    all.some(({ name, reason }) => name === change && reason === null);
  return (
    <Labelled label={say('fault_as')}>
      {(id) => (
        <select
          id={id}
          value={draft.as}
          onChange={({ currentTarget: { value } }) =>
            onFill({ as: TOKEN_CHANGES.find((it) => it === value) ?? draft.as, token: null })
          }
        >
          {TOKEN_CHANGES.map((change) => (
            <option key={change} value={change} disabled={!isPossible(change)}>
              {say(wordKey('fault_as', change))}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** Which requests are meant, and how many. */
export function Scope({ draft, onFill }: Pick<FieldsProps, 'draft' | 'onFill'>) {
  return (
    <>
      <Labelled label={say('grid_column_method')}>
        {(id) => (
          <select
            id={id}
            value={draft.method ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onFill({ method: METHODS.find((it) => it === value) ?? null })
            }
          >
            <option value="">{say('fault_method_any')}</option>
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label={say('grid_column_path')} title={say('fault_path_what')}>
        {(id) => (
          <input
            id={id}
            class="mono"
            pattern="/.*"
            maxLength={MAX_PATH_CHARACTERS}
            spellcheck={false}
            placeholder={say('fault_path_hint')}
            value={draft.path}
            onInput={({ currentTarget: { value } }) => onFill({ path: value.trim() })}
          />
        )}
      </Labelled>
      <Labelled label={say('fault_times')} title={say('fault_times_what')}>
        {(id) => (
          <>
            <input
              id={id}
              type="number"
              min={1}
              max={MAX_TIMES}
              placeholder="∞"
              value={draft.times ?? ''}
              onInput={({ currentTarget: { value, valueAsNumber } }) =>
                onFill({ times: value === '' ? null : valueAsNumber })
              }
            />
            <span class="subtle">{say('fault_times_unit')}</span>
          </>
        )}
      </Labelled>
    </>
  );
}

const FIELDS: Record<Parameter, (props: FieldsProps) => ComponentChildren> = {
  seconds: Seconds,
  status: Status,
  token: Token,
  place: PlaceField,
  as: As,
  scope: Scope,
};

/** What there is to fill in for a fault; `without` stands elsewhere. */
export function FaultFields({
  without,
  ...props
}: FieldsProps & { without?: Parameter | undefined }) {
  return (
    <>
      {parametersOf(props.name, props.draft)
        .filter((parameter) => parameter !== without)
        .map((parameter) => {
          const Field = FIELDS[parameter];
          return <Field key={parameter} {...props} />;
        })}
    </>
  );
}
