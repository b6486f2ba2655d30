// What of the page is shown: filters, folded followers, counts, the address that keeps all this.
// The page is whole without it; make(), numbersOf() and trailView() stand in 由来.js.

const byId = (id) => document.getElementById(id);
const allOf = (selector, within = document) => [...within.querySelectorAll(selector)];

const data = JSON.parse(byId('data').textContent);
/** The data with its lists unfolded, and what the two sides are called. */
const book = { ...document.querySelector('main').dataset, data, lists: data.lists.map(numbersOf) };

/** 来源, each table, 文字, 章节: what the list at the side names. */
const places = allOf('.place').map((el) => ({
  el,
  heading: el.querySelector('h2, h3'),
  link: document.querySelector(`nav a[href="#${el.id}"]`),
  unit: el.id === 'texts' ? '句' : '格',
  /** Its stops, and the number of those before. */
  stops: [],
  start: 0,
}));
const placeOf = new Map(places.map((place) => [place.el, place]));

/** Everything that changed, in the order of the page: a cause, a row, a cell, a sentence, a heading. */
const stops = allOf('.stop').map((el, index) => {
  const stop = {
    el,
    index,
    place: placeOf.get(el.closest('.place')),
    /** The table or list that goes when nothing of it is shown, and the rows under one name. */
    holder: el.closest('table, ul'),
    group: el.dataset.n && el.closest('tbody'),
    change: data.changes[el.dataset.n],
    cause: el.dataset.cause && Number(el.dataset.cause),
    shown: true,
  };
  stop.place.stops.push(stop);
  return stop;
});
places.reduce((start, place) => {
  place.start = start;
  return start + place.stops.length;
}, 0);
const stopOf = new Map(stops.map((stop) => [stop.el, stop]));

const ALL = { only: '', query: '', cause: undefined };
/** What a person asks to see; followers are unfolded everywhere, or at some places. */
const state = { ...ALL, followers: false, unfolded: new Set() };

const isSearched = () => state.query !== '' || state.cause !== undefined;
/** Followers are shown where a person asks for them, or for what they follow from. */
const isUnfolded = ({ el }) =>
  state.followers || state.cause !== undefined || state.unfolded.has(el.id);

function ask(changes) {
  Object.assign(state, changes);
  show();
}

/** Figures are found with or without commas, letters in either case and width. */
const plain = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(\d),(?=\d)/g, '$1');

function wordsOf(stop) {
  if (stop.words === undefined) {
    const head = stop.group ? stop.group.querySelector('th').textContent : '';
    const texts = [...(stop.el.cells ?? [stop.el])].map((cell) => cell.textContent);
    stop.words = plain(`${head} ${texts.join(' ')}`);
  }
  return stop.words;
}

function isMatch(stop, words) {
  if (state.only !== '' && stop.place.el.id !== state.only) return false;
  if (state.cause !== undefined) {
    const causes = stop.change ? book.lists[stop.change.causes] : [stop.cause];
    if (!causes.includes(state.cause)) return false;
  }
  return words.every((word) => wordsOf(stop).includes(word));
}

function show() {
  const words = plain(state.query).split(/\s+/).filter(Boolean);
  for (const place of places) Object.assign(place, { shown: 0, followers: [] });
  const holders = new Map();
  const groups = new Set();
  for (const stop of stops) {
    const { el, place, change, holder, group } = stop;
    const match = isMatch(stop, words);
    const follows = match && change?.follows === true;
    if (follows) place.followers.push(stop);
    stop.shown = match && (!follows || isUnfolded(place));
    if (stop.shown) place.shown += 1;
    holders.set(holder, holders.get(holder) === true || stop.shown);
    if (el.hidden !== stop.shown) continue;
    el.hidden = !stop.shown;
    if (stop.trail) stop.trail.hidden = el.hidden;
    if (group) groups.add(group);
  }
  for (const [holder, any] of holders) holder.hidden = !any;
  for (const group of groups) settle(group);
  for (const place of places) showPlace(place);
  const tables = byId('tables');
  if (tables) tables.hidden = places.every(({ el }) => el.hidden || el.parentNode !== tables);
  tell();
  clearTimeout(remembering);
  remembering = setTimeout(remember, 300);
}

/** The name of a table's row stands beside the first of its cells that is shown. */
function settle(group) {
  const head = group.querySelector('th[scope=rowgroup]');
  const part = head.closest('.part');
  const rows = [...group.rows].filter((row) => !row.hidden && row !== part);
  group.hidden = rows.length === 0;
  if (part || group.hidden) return;
  if (head.parentNode !== rows[0]) rows[0].prepend(head);
  head.rowSpan = rows.length;
}

function showPlace(place) {
  const { el, link, followers } = place;
  const empty = place.shown === 0 && followers.length === 0;
  el.hidden = (state.only !== '' && el.id !== state.only) || (isSearched() && empty);
  link.classList.toggle('empty', empty);
  link.setAttribute('aria-current', el.id === state.only);
  if (followers.length > 0 && !place.note) addNote(place);
  if (place.note) place.note.hidden = followers.length === 0;
  el.classList.toggle('folded', place.shown === 0);
  if (followers.length > 0) tellFollowers(place);
}

function addNote(place) {
  const button = make('button', { type: 'button' });
  button.addEventListener('click', () => unfold(place));
  place.note = make('p', { class: 'note' }, make('span'), button);
  place.el.append(place.note);
}

/** `另有 7 格随第 1、2 处来源变动` */
function tellFollowers(place) {
  const { note, followers, unit } = place;
  const lists = new Set(followers.map(({ change }) => change.causes));
  const causes = [...new Set([...lists].flatMap((list) => book.lists[list]))];
  const named = causes.sort((a, b) => a - b).map((cause) => cause + 1);
  const numbers = `${named.slice(0, 5).join('、')}${named.length > 5 ? `等 ${named.length} ` : ' '}处`;
  const open = isUnfolded(place);
  const count = `${followers.length} ${unit}`;
  const which = place.shown === 0 ? `${count}都` : `${open ? '其中' : '另有'} ${count}`;
  const [text, button] = note.children;
  text.textContent = `${which}随第 ${numbers}来源变动`;
  button.textContent = open ? '收起' : '显示';
  button.setAttribute('aria-expanded', open);
  button.hidden = state.followers || state.cause !== undefined;
}

function unfold({ el }) {
  if (!state.unfolded.delete(el.id)) state.unfolded.add(el.id);
  show();
}

/** What is shown, and how to see the rest. */
function tell() {
  const shown = places.reduce((n, place) => n + place.shown, 0);
  const folded = places.reduce(
    (n, place) => n + (isUnfolded(place) ? 0 : place.followers.length),
    0,
  );
  const only = places.filter(({ el }) => el.id === state.only).map(nameOf);
  if (state.cause !== undefined) only.push(`第 ${state.cause + 1} 处来源引起的变动`);
  byId('only').hidden = only.length === 0;
  byId('only').textContent = `只看：${only.join('，')}`;
  byId('clear').hidden = state.only === '' && !isSearched();
  byId('status').textContent = `显示 ${shown} 处${folded > 0 ? `，收起 ${folded} 处` : ''}`;
  const wanted = state.query.trim() === '' ? '' : `“${state.query.trim()}”`;
  byId('nothing').hidden = shown > 0 || !isSearched();
  byId('nothing').textContent =
    folded > 0
      ? `${wanted ? `符合${wanted}的` : '这里'}都是随动的变动，共 ${folded} 处，按 a 显示。`
      : `没有符合${wanted}的变动。按 Esc 显示全部变动。`;
  if (byId('followers')) byId('followers').checked = state.followers;
  if (byId('query').value !== state.query) byId('query').value = state.query;
  document.querySelector('nav .whole').setAttribute('aria-current', state.only === '');
  for (const { cause, filter } of stops)
    filter?.setAttribute('aria-pressed', cause === state.cause);
}

const nameOf = ({ link }) => link.firstElementChild.textContent;

let remembering;

/** The address keeps what is shown, to be sent on or come back to. */
function remember() {
  const { only, query, cause, followers } = state;
  const kept = new URLSearchParams();
  if (only !== '') kept.set('only', only);
  if (query !== '') kept.set('query', query);
  if (cause !== undefined) kept.set('cause', cause + 1);
  if (followers) kept.set('followers', 1);
  if (location.hash.slice(1) !== String(kept)) history.replaceState(null, '', `#${kept}`);
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  const only = kept.get('only') ?? '';
  const cause = Number(kept.get('cause')) - 1;
  ask({
    only: places.some(({ el }) => el.id === only) ? only : '',
    query: kept.get('query') ?? '',
    cause: stops.some((stop) => stop.cause === cause) ? cause : undefined,
    followers: kept.has('followers'),
  });
}
