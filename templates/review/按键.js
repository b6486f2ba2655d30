// Moving through the changes, by key or click, and what each of them opens. Starts the page.

/** Where a person is: a stop's place in the list, or half before it at a heading. */
let cursor = -1;

const currentElement = () => document.querySelector('main [aria-current]');

function mark(el, position) {
  currentElement()?.removeAttribute('aria-current');
  el.setAttribute('aria-current', 'true');
  cursor = position;
}

function select(el, position) {
  mark(el, position);
  el.focus({ preventScroll: true });
  el.scrollIntoView({ block: 'nearest' });
}

const selectStop = (stop) => stop && select(stop.el, stop.index);

/** The next change that is shown, or the one before. */
function step(forwards) {
  const shown = stops.filter((stop) => stop.shown);
  const next = forwards
    ? shown.find(({ index }) => index > cursor)
    : shown.reverse().find(({ index }) => index < cursor);
  selectStop(next);
}

/** The next table or the one before, at its first change. */
function leap(forwards) {
  const here = places.indexOf(placeOf.get(currentElement()?.closest('.place')));
  const others = forwards ? places.slice(here + 1) : places.slice(0, Math.max(here, 0)).reverse();
  const next = others.find(({ el }) => !el.hidden);
  if (next) enter(next);
}

function enter({ stops: own, start, heading }) {
  const first = own.find(({ shown }) => shown);
  heading.scrollIntoView();
  if (first) selectStop(first);
  else select(heading, start - 0.5);
}

/** Shows what a link names, whatever is filtered. */
function go(el) {
  const place = placeOf.get(el);
  const stop = stopOf.get(el);
  if (place ? place.el.hidden : stop && !stop.shown) ask(ALL);
  if (place) enter(place);
  else selectStop(stop);
}

function toggleTrail(stop) {
  const { el, button, group, holder, change } = stop;
  if (stop.trail) {
    stop.trail.remove();
    stop.trail = undefined;
  } else {
    const named = holder.classList.contains('cells') ? 1 : 0;
    const columns = holder.tHead.rows[0].cells.length - named;
    const view = trailView(change.trails, book);
    stop.trail = make('tr', { class: 'trail' }, make('td', { colspan: columns }, view));
    el.after(stop.trail);
    stop.trail.scrollIntoView({ block: 'nearest' });
    el.scrollIntoView({ block: 'nearest' });
  }
  button.setAttribute('aria-expanded', Boolean(stop.trail));
  settle(group);
}

function toggleCause({ cause }) {
  ask({ ...ALL, cause: state.cause === cause ? undefined : cause });
}

/** What Enter does where a person is: a figure's trail, a cause's changes, a table's followers. */
function activate(el) {
  const stop = stopOf.get(el);
  const place = places.find(({ heading }) => heading === el);
  if (stop?.button) toggleTrail(stop);
  else if (stop?.filter) toggleCause(stop);
  else if (place?.note && !place.note.lastChild.hidden) unfold(place);
}

function follow(link) {
  const id = link.getAttribute('href').slice(1);
  if (link.closest('nav')) {
    ask({ only: id === 'all' || id === state.only ? '' : id });
    return;
  }
  const cause = stopOf.get(link.closest('[data-cause]'));
  if (cause) ask({ ...ALL, cause: cause.cause });
  go(byId(id));
}

function onClick(event) {
  const link = event.target.closest('a[href^="#"]');
  if (link) {
    event.preventDefault();
    follow(link);
    return;
  }
  const stop = stopOf.get(event.target.closest('.stop'));
  if (stop) mark(stop.el, stop.index);
}

const KEYS = {
  j: () => step(true),
  arrowdown: () => step(true),
  k: () => step(false),
  arrowup: () => step(false),
  n: () => leap(true),
  p: () => leap(false),
  a: () => toggleFollowers(),
  enter: () => activate(currentElement()),
  escape: () => ask(ALL),
  '/': () => byId('query').select(),
  '?': () => byId('help').showModal(),
  '？': () => byId('help').showModal(),
};

const KEYS_OF_QUERY = {
  escape: () => {
    ask(ALL);
    byId('query').blur();
  },
  enter: () => fromTop(),
  arrowdown: () => fromTop(),
};

function fromTop() {
  cursor = -1;
  step(true);
}

function toggleFollowers() {
  state.unfolded.clear();
  ask({ followers: !state.followers });
}

function onKey(event) {
  const { target, key } = event;
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (byId('help').open) return;
  if (key === 'Enter' && target.closest('a, button, summary')) return;
  const action = (target.id === 'query' ? KEYS_OF_QUERY : KEYS)[key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}

/** A button for each figure's trail and each cause's changes. */
function addButtons(stop) {
  const last = stop.el.lastElementChild;
  if (stop.change?.trails.length > 0) {
    stop.button = make('button', { type: 'button', 'aria-expanded': 'false' }, '由来');
    stop.button.addEventListener('click', () => toggleTrail(stop));
    last.append(' ', stop.button);
  } else if (stop.cause !== undefined && last.querySelector('details')) {
    stop.filter = make('button', { type: 'button', 'aria-pressed': 'false' }, '只看这处');
    stop.filter.addEventListener('click', () => toggleCause(stop));
    last.append(stop.filter);
  }
}

/** What a cause's number stands for. */
function onHover({ target }) {
  const link = target.closest('.from a');
  if (link) link.title = byId(link.getAttribute('href').slice(1)).cells[1].innerText;
}

function start() {
  document.documentElement.classList.add('script');
  stops.forEach(addButtons);
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
  document.addEventListener('mouseover', onHover);
  byId('query').addEventListener('input', ({ target }) => ask({ query: target.value }));
  byId('followers')?.addEventListener('change', toggleFollowers);
  byId('clear').addEventListener('click', () => ask(ALL));
  byId('keys').addEventListener('click', () => byId('help').showModal());
  byId('close').addEventListener('click', () => byId('help').close());
  window.addEventListener('hashchange', recall);
  const target = byId(location.hash.slice(1));
  recall();
  if (target) go(target);
}

if (places.length > 0) start();
