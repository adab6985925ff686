import { fingerprint } from '../../src/core/token/fingerprint.ts';
import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { LifetimeBar } from '../parts/LifetimeBar.tsx';
import { later } from '../parts/later.tsx';
import { lifetimeOf } from '../parts/lifetime.ts';
import { useMediaQuery } from '../parts/media-query.ts';
import { emptinessOf } from '../shell/emptiness.ts';
import { say } from '../words/language.ts';
import { Countdown, countdownState, type SetAside } from './Countdown.tsx';
import { CredentialActions } from './CredentialActions.tsx';
import { isAtEdge } from './clock-differences.ts';
import { oddities } from './oddities.ts';
import { othersIn } from './other-stored-tokens.ts';
import { isLastKnown } from './page-obstacle.ts';
import { type RefreshIntent, refreshObstacle } from './RefreshControl.tsx';
import { cannotRenew } from './refresh-readiness.ts';
import { isSignedOut, Who } from './Who.tsx';

const Announcer = later(() => import('./Announcer.tsx').then((part) => part.Announcer));
const CredentialFacts = later(() =>
  import('./CredentialFacts.tsx').then((part) => part.CredentialFacts),
);
const CredentialNotes = later(() =>
  import('./CredentialNotes.tsx').then((part) => part.CredentialNotes),
);

const Endless = later(() => import('./CredentialNotes.tsx').then((part) => part.Endless));

/** Smaller than this, a panel needs its height for the grid until the user says otherwise. */
const ROOMY = '(height >= 480px) and (width >= 640px)';

interface LifeProps {
  current: CurrentCredential;
  setAside: SetAside | null;
  warnings: number;
  model: PanelModel;
}

function TickingLife({ current, setAside, warnings, model }: LifeProps) {
  const { expiringSeconds } = model.settings.value;
  const nowMs = model.serverNow.value;
  const lifetime = lifetimeOf(current.decoded, nowMs, expiringSeconds);
  if (!lifetime) return <Endless decoded={current.decoded} />;
  const isNear = isAtEdge(model.serverClock.value, lifetime.expiresAt, nowMs);
  const state = countdownState(lifetime, isNear, setAside);
  return (
    <div class="life">
      <Countdown
        secondsLeft={lifetime.secondsLeft}
        state={state}
        isAtEdge={isNear}
        isAside={state === setAside}
        warnings={warnings}
        isOver={model.session.source.kind === 'file'}
      />
      {state !== setAside && (
        <LifetimeBar lifetime={lifetime} nowMs={nowMs} expiringSeconds={expiringSeconds} />
      )}
      <Announcer mark={fingerprint(current.token)} lifetime={lifetime} />
    </div>
  );
}

interface FoldProps {
  isOpen: boolean;
  onFold: (open: boolean) => void;
}

/** What the facts say in words where they are not folded away. */
function Unchecked() {
  return (
    <span class="unchecked" title={say('credential_unchecked_why')}>
      <Icon name="info" label={say('credential_unchecked')} />
    </span>
  );
}

function FoldButton({ isOpen, onFold }: FoldProps) {
  return (
    <button
      type="button"
      class="tool fold"
      aria-label={say('credential_facts')}
      title={say('credential_facts')}
      aria-expanded={isOpen}
      onClick={() => onFold(!isOpen)}
    >
      <Icon name="fold" />
    </button>
  );
}

/** What was seen of a page that is not heard any more. */
function LastKnown() {
  return (
    <span class="tag last-known" title={say('credential_last_known_why')}>
      {say('credential_last_known')}
    </span>
  );
}

/** Whether there is a token to tell of, or a page that may have one. */
export function hasCredentialHeader({ session, snapshot }: PanelModel): boolean {
  const { current, site } = snapshot.value;
  if (current) return true;
  return session.source.kind === 'live' && (site === 'service' || site === 'unknown');
}

interface Props {
  model: PanelModel;
  refresh: RefreshIntent;
}

/** The credential that the app uses now: whose, how long still, where from, and what can be done. */
export function CredentialHeader({ model, refresh }: Props) {
  const { current, isRefused, probe, refresh: refreshing } = model.snapshot.value;
  const isRoomy = useMediaQuery(ROOMY);
  if (!hasCredentialHeader(model)) return null;
  const claims = current?.decoded.kind === 'jws' ? current.decoded.claims : null;
  const notes = current ? oddities(current, model) : [];
  const isOver = isSignedOut(model.snapshot.value);
  const isOld = isLastKnown(model.snapshot.value);
  const obstacle = refreshObstacle(model);
  const isFile = model.session.source.kind === 'file';
  const last = cannotRenew(model.session.recording, model.snapshot.value) ? 'last' : null;
  const isAside = isOld ? 'last-known' : isFile ? 'file' : last;
  const setAside = isOver ? 'signed-out' : isRefused ? 'refused' : isAside;
  const { open } = model.settings.value;
  const isOpen = open.credential ?? isRoomy;
  const others = othersIn(model.snapshot.value);
  const alarming = others.filter(({ isLeftover }) => !isLeftover).length;
  const emptiness = emptinessOf(model);
  // What to do stands in the empty list; that nothing can be done to a file, in its banner.
  const isSaid = isFile || (emptiness !== null && emptiness !== 'filtered');
  const showsObstacle = (isOpen ? !current : !isOver) && !isSaid;
  const hasNotes = others.length > 0 || (probe.last ?? refreshing.last) !== null;
  return (
    <section
      class="credential"
      aria-label={say(isRefused ? 'credential_sent_last' : 'credential_current')}
    >
      <div class="top">
        <FoldButton
          isOpen={isOpen}
          onFold={(credential) => model.change({ open: { ...open, credential } })}
        />
        <div class="session">
          <div class="identity">
            <Who model={model} />
            {(current || isOver) && isOld && <LastKnown />}
            {claims && !isOpen && <Unchecked />}
          </div>
          {current && (
            <TickingLife
              current={current}
              setAside={setAside}
              // What is folded away must not hide that something is wrong.
              warnings={isOpen ? 0 : notes.length + alarming}
              model={model}
            />
          )}
        </div>
        <CredentialActions current={current} model={model} refresh={refresh} />
      </div>
      {showsObstacle && obstacle !== null && (
        <p class="note">
          <Icon name="info" />
          <span>{obstacle}</span>
        </p>
      )}
      {isOpen && (
        <>
          <CredentialFacts current={current} model={model} />
          {notes.map((note) => (
            <p key={note} class="note warn">
              <Icon name="warning" />
              <span>{note}</span>
            </p>
          ))}
        </>
      )}
      {hasNotes && <CredentialNotes model={model} others={isOpen ? others : []} />}
    </section>
  );
}
