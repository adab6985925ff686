import type { SeenEvent, SocketUse } from '../../src/core/recording/sockets.ts';
import { redactSecret } from '../../src/core/redaction/mask.ts';
import { looksRandom } from '../../src/core/redaction/random-look.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import { redactJson } from '../../src/core/redaction/redact-json.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Section } from '../parts/Section.tsx';
import { say } from '../words/language.ts';
import { shownUrl } from '../words/shown-url.ts';
import { localDateTime, preciseTime, utcTime } from '../words/times.ts';
import { Pairs } from './Pairs.tsx';

/** A long assessment sends many; the last ones are of interest. */
const MAX_FRAMES = 200;

/** A token may be all that is said, or the name by which it is. */
function shownWord(text: string): string {
  return looksRandom(text) ? redactSecret(text) : redactText(text);
}

function shownPayload(payload: unknown): string {
  if (payload === undefined) return '';
  return typeof payload === 'string'
    ? shownWord(payload)
    : (JSON.stringify(redactJson(payload), null, 1)?.replace(/\n\s*/g, ' ') ?? '');
}

function Frame({ event: { direction, at, name, payload } }: { event: SeenEvent }) {
  const isSent = direction === 'send';
  return (
    <tr data-direction={direction}>
      <td class="arrow" title={say(isSent ? 'detail_frame_sent' : 'detail_frame_received')}>
        <span aria-hidden="true">{isSent ? '↑' : '↓'}</span>
        <span class="off-screen">
          {say(isSent ? 'detail_frame_sent' : 'detail_frame_received')}
        </span>
      </td>
      <td class="at">{preciseTime(at)}</td>
      <th scope="row">{shownWord(name)}</th>
      <td class="payload">{shownPayload(payload)}</td>
    </tr>
  );
}

/** What went over a socket that bears on a token or a job, without secrets. */
export function FramesTab({ use, model }: { use: SocketUse; model: PanelModel }) {
  const events = model.snapshot.value.analysis.recording
    .socketEvents()
    .filter(({ socket }) => socket === use.socket);
  const shown = events.slice(-MAX_FRAMES);
  return (
    <>
      <Section title={say('detail_general')}>
        <Pairs
          pairs={[
            [say('detail_url'), shownUrl(use.url).full],
            [say('detail_transport'), use.transport],
            [say('detail_fact_sent'), localDateTime(use.at)],
            [say('detail_sent_utc'), utcTime(use.at)],
          ]}
        />
      </Section>
      <Section
        title={say('detail_tab_frames')}
        note={
          shown.length === events.length
            ? undefined
            : say('detail_of', { shown: shown.length, all: events.length })
        }
      >
        <table class="frames" aria-label={say('detail_tab_frames')}>
          <tbody>
            {shown.map((event, index) => (
              <Frame key={index} event={event} />
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}
