const SHOWN_CALLS = 60;

const byId = (id) => document.getElementById(id);

function cell(text, className = '') {
  const td = document.createElement('td');
  td.textContent = text;
  td.className = className;
  return td;
}

function lifeOf(secondsLeft) {
  return secondsLeft > 0 ? `${secondsLeft} s left` : `expired ${-secondsLeft} s ago`;
}

function rowOf({ at, method, path, status, code, secondsLeft }) {
  const tr = document.createElement('tr');
  const isGood = status >= 200 && status < 400;
  const answer = status === 0 ? 'no answer' : [status, code].filter(Boolean).join(' ');
  tr.append(
    cell(new Date(at).toLocaleTimeString('en-GB')),
    cell(`${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':jobId')}`),
    cell(answer, isGood ? 'good' : 'bad'),
    cell(secondsLeft === null ? '' : lifeOf(Math.floor(secondsLeft))),
  );
  return tr;
}

function statusOf(state) {
  return {
    'Signed in as': state.signedInAs ?? 'nobody',
    Build: state.build,
    Token: state.secondsLeft === null ? '–' : lifeOf(state.secondsLeft),
    Job: state.jobId ?? '–',
    Polling: state.polling ? 'yes' : 'no',
    Socket: [state.socket, state.socketTransport].filter(Boolean).join(' over '),
    'Service worker': state.controlled ? 'in control' : 'none',
  };
}

/** Draws the page from `app.state()`, and turns clicks into calls of `app`. */
export function createView(app, { builds, user }) {
  const page = location.pathname === '/auth' ? 'auth' : 'dashboard';
  document.body.dataset.page = page;

  for (const name of builds) {
    const link = document.createElement('a');
    link.href = `/?build=${name}`;
    link.textContent = name;
    if (name === app.state().build) link.setAttribute('aria-current', 'true');
    byId('builds').append(link);
  }

  const form = byId('sign-in');
  form.elements.email.value = user.email;
  form.elements.password.value = user.password;

  /** Does `work`, shows its error if it fails, and draws. */
  async function run(work) {
    byId('note').textContent = '';
    try {
      await work();
    } catch (error) {
      byId('note').textContent = error.message;
    }
    draw();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(async () => {
      const { email, password } = form.elements;
      await app.signIn({ email: email.value, password: password.value });
      if (page === 'auth' && app.state().signedInAs) location.href = '/dashboard';
    });
  });

  const acts = {
    ...app,
    togglePolling: () => (app.state().polling ? app.stopPolling() : app.startPolling()),
  };
  for (const button of document.querySelectorAll('[data-act]')) {
    button.addEventListener('click', () => void run(() => acts[button.dataset.act]()));
  }

  function draw() {
    const state = app.state();
    const terms = Object.entries(statusOf(state)).flatMap(([term, text]) => {
      const dt = document.createElement('dt');
      const dd = document.createElement('dd');
      dt.textContent = term;
      dd.textContent = text;
      return [dt, dd];
    });
    byId('status').replaceChildren(...terms);
    byId('title').textContent = state.signedInAs ? 'Signed in' : 'Sign in';
    document.querySelector('[data-act=togglePolling]').textContent = state.polling
      ? 'Stop polling'
      : 'Start polling';
    byId('calls').replaceChildren(...state.calls.slice(-SHOWN_CALLS).reverse().map(rowOf));
  }

  return { draw, run };
}
