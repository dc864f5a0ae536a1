// Works the queue by keyboard ahead of the server: shows the next line at once, sends decisions behind it.
// Decisions are an append-only list with rising numbers, kept as state; the server says up to which number it
// has carried them out, and only then are they dropped here. So none is lost and none is done twice.
const KEYS = { a: 'confirm', x: 'reject', l: 'later', u: 'undo', j: 'next', k: 'previous',
               p: 'split', s: 'aside', n: 'note', 1: 'way', 2: 'way', 3: 'way' };
const LABELS = [['confirm', 'Confirm', 'A'], ['reject', 'Reject', 'X'], ['split', 'Split', 'P'],
                ['aside', 'Set aside', 'S'], ['later', 'Later', 'L'], ['note', 'Note', 'N'], ['undo', 'Undo', 'U'],
                ['previous', 'Previous', 'K'], ['next', 'Next', 'J']];
const GOES = ['confirm', 'later'];

function waiting(work) {
  const gone = new Set(work.sent.filter(each => each[5]).map(each => each[2]));
  return work.items.filter(item => !gone.has(item.id));
}

function here(work) {
  const items = waiting(work);
  return items.find(item => item.id === work.open) || items[0];
}

function show(work) {
  const item = here(work);
  work.open = item ? item.id : null;
  if (item && work.wayOf !== item.id) { work.wayOf = item.id; work.way = 0; }
  work.sheet.innerHTML = item ? item.ways[Math.min(work.way, item.ways.length - 1)].html : work.empty;
  work.sheet.dataset.item = work.open || '';
  work.said.textContent = work.sentence;
  work.said.className = work.refused ? 'refused' : '';
}

function send(work, verb, item) {
  const way = item ? item.ways[Math.min(work.way, item.ways.length - 1)] : { hypothesis: 0 };
  const goes = GOES.includes(verb) || (verb === 'reject' && item.ways.length === 1);
  work.number += 1;
  work.sent.push([work.number, verb, item ? item.id : '', way.hypothesis, item ? item.version : '', goes]);
  work.setStateValue('decisions', work.sent.slice());
}

function move(work, step) {
  const items = waiting(work);
  const at = items.findIndex(item => item.id === work.open);
  const to = items[at + step];
  if (to) work.open = to.id;
}

function press(work, verb, key) {
  const item = here(work);
  if (verb === 'next' || verb === 'previous') move(work, verb === 'next' ? 1 : -1);
  else if (verb === 'way') { if (item && item.ways[key - 1]) work.way = key - 1; }
  else if (verb === 'undo') {
    const last = work.sent.filter(each => each[5] && each[1] !== 'later').pop();
    work.sentence = 'Undoing …'; work.refused = false;
    if (last) { last[5] = false; work.open = last[2]; }
    send(work, 'undo', null);
  } else if (item) {
    const rejected = verb === 'reject' && item.ways.length > 1;
    if (verb === 'confirm' || verb === 'reject' || verb === 'later') {
      work.sentence = `${verb === 'confirm' ? 'Confirmed' : verb === 'reject' ? 'Rejected' : 'Moved to the end'}: ${item.name}`;
      work.refused = false;
    }
    const items = waiting(work);
    const after = items[items.indexOf(item) + 1] || items[items.indexOf(item) - 1];
    send(work, verb, item);
    if (rejected) work.held = item.id;
    else if (work.sent[work.sent.length - 1][5]) work.open = after ? after.id : null;
  }
  show(work);
}

function listen(work) {
  const onKey = event => {
    const at = event.target;
    const typing = at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('[role=dialog]')) return;
    const verb = KEYS[event.key.toLowerCase()];
    if (!verb || (event.repeat && verb !== 'next' && verb !== 'previous')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (work.held && work.held === work.open && verb !== 'next' && verb !== 'previous') return;
    press(work, verb, Number(event.key));
  };
  document.addEventListener('keydown', onKey, true);
  return () => document.removeEventListener('keydown', onKey, true);
}

function begin(parent, data) {
  parent.replaceChildren();
  const bar = parent.appendChild(document.createElement('div'));
  bar.className = 'tt-keys';
  const sheet = parent.appendChild(document.createElement('div'));
  const work = { items: [], sent: [], number: data.last, way: 0, open: null, sheet, sentence: '', refused: false,
                 held: null, asked: null, empty: '', said: document.createElement('output') };
  for (const [verb, label, key] of LABELS) {
    const button = bar.appendChild(document.createElement('button'));
    button.type = 'button';
    button.textContent = label;
    if (verb === 'confirm') button.className = 'first';
    button.appendChild(document.createElement('kbd')).textContent = key;
    button.addEventListener('click', () => press(work, verb, 0));
  }
  bar.appendChild(work.said).setAttribute('aria-live', 'polite');
  return work;
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const work = parentElement.tieoutWork || begin(parentElement, data);
  parentElement.tieoutWork = work;
  work.setStateValue = setStateValue;
  work.number = Math.max(work.number, data.last);
  work.sent = work.sent.filter(each => each[0] > data.last);
  work.items = data.items;
  work.empty = data.empty;
  work.held = null;
  if (data.said && !work.sent.length) { work.sentence = data.said; work.refused = data.refused; }
  if (data.open !== work.asked) { work.asked = data.open; work.open = data.open || work.open; }
  show(work);
  if (!work.quiet) work.quiet = listen(work);
  return () => { if (!parentElement.isConnected && work.quiet) { work.quiet(); work.quiet = null; } };
}
