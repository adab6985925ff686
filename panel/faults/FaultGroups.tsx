import {
  type Availability,
  type FaultSituation,
  faultAvailability,
} from '../../src/core/faults/availability.ts';
import { wordKey } from '../../src/core/language/language.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { Scope } from './FaultFields.tsx';
import { FaultRow } from './FaultRow.tsx';
import { FAULT_GROUPS, type FaultGroup } from './fault-groups.ts';
import { touchedCounts } from './touched-count.ts';
import { draftOf, fillIn } from './wanted-faults.ts';

interface Props {
  model: PanelModel;
  situation: FaultSituation;
}

/** One for all faults of requests. */
function SharedScope({ model }: { model: PanelModel }) {
  const names = FAULT_GROUPS.request;
  return (
    <div class="fault-scope">
      <Scope
        draft={draftOf(model.wantedFaults, names[0])}
        onFill={(part) => fillIn(model.wantedFaults, names, part)}
      />
      <p class="subtle">{say('fault_times_what')}</p>
    </div>
  );
}

function Group({ group, all, ...props }: Props & { group: FaultGroup; all: Availability[] }) {
  const { model } = props;
  const { faults, analysis } = model.snapshot.value;
  const touched = touchedCounts(analysis);
  const isOfRequests = group === 'request';
  return (
    <section class="fault-group" data-group={group}>
      <h3>{say(wordKey('fault_group', group))}</h3>
      {isOfRequests && <SharedScope model={model} />}
      <ul>
        {FAULT_GROUPS[group].map((name) => {
          const availability = all.find((one) => one.name === name);
          const active = faults.on.find(({ fault }) => fault.name === name) ?? null;
          return (
            availability && (
              <FaultRow
                {...props}
                key={name}
                availability={availability}
                active={active}
                touched={active ? (touched.get(active.id) ?? 0) : 0}
                without={isOfRequests ? 'scope' : undefined}
              />
            )
          );
        })}
      </ul>
    </section>
  );
}

/** Every fault by itself, those that belong together under one heading. */
export function FaultGroups(props: Props) {
  const all = faultAvailability(props.situation);
  return (
    <>
      {(Object.keys(FAULT_GROUPS) as FaultGroup[]).map((group) => (
        <Group key={group} {...props} group={group} all={all} />
      ))}
    </>
  );
}
