import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';

/** An invented person, as in all pictures. */
const USER = 'sari@sekolah.example';
/** s; as long as it is told in whole minutes */
const LEFT = 42 * 60;
const POLL = '/api/assessment/status/…';

/** What the popup says when all is well, in its own words. */
export function PopupPicture() {
  return (
    <div class="picture" aria-hidden="true">
      <p class="answer">
        <Icon name="check" />
        {say('answer_good_renewable', { user: USER, left: LEFT })}
      </p>
    </div>
  );
}

function Rows() {
  return (
    <>
      <p class="row">
        <span>{POLL}</span>
        <span>200</span>
      </p>
      <p class="row refused">
        <span>{POLL}</span>
        <span>401</span>
        <span class="why">{say('cause_expired')}</span>
      </p>
      <p class="row">
        <span>/api/auth/v2/refresh</span>
        <span>200</span>
      </p>
    </>
  );
}

/** A refused request among others, with its cause. */
export function PanelPicture() {
  return (
    <div class="picture" aria-hidden="true">
      <p class="bar">{say('short_name')}</p>
      <Rows />
    </div>
  );
}

/** The same in a window of its own. */
export function WindowPicture() {
  return (
    <div class="picture" aria-hidden="true">
      <p class="bar">{say('name')}</p>
      <Rows />
    </div>
  );
}
