// Keeps what is pressed while the page is still being drawn, and carries it out in the same order, one press after
// the other, each once the page stands: so a fast press is neither lost nor taken for the line before it.
// A key presses the button that shows it; a button is there as soon as it is drawn, Streamlit's own keys later.
const KEYS = 'axlujk123nps', DECIDES = 'axu', OPENS = 'nps', MOST = 30, ANSWER_MS = 5000;

function busy() {
  const app = document.querySelector('[data-testid=stApp]');
  return Boolean(app) && app.dataset.testScriptState !== 'notRunning';
}

function button(key) {
  const shown = document.querySelector(`kbd[aria-label="Shortcut ${key.toUpperCase()}"]`);
  const found = shown && shown.closest('button');
  return found && !found.disabled ? found : null;
}

// Calls `then` once the page stands: painted twice since it was last busy, having answered if it was `asked`.
function standing(asked, then) {
  const began = performance.now();
  let answered = !asked, painted = 0;
  const look = () => {
    if (busy()) { answered = true; painted = 0; } else painted += 1;
    if (painted >= 2 && (answered || performance.now() - began > ANSWER_MS)) then();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function listen() {
  const waiting = [];
  let under = false, closed = false;

  const next = () => {
    const key = waiting.shift();
    const found = key && button(key);
    if (found) found.click();
    if (key) standing(Boolean(found), next);
    else { under = false; closed = false; }
  };

  const onKey = event => {
    const at = event.target, key = event.key.toLowerCase();
    const typing = at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key.length !== 1 || !KEYS.includes(key) || document.querySelector('[role=dialog]')) return;
    if (!under && !button(key) && !busy()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A key that is held decides once. What follows a key that opens a box is meant for the box.
    if ((event.repeat && DECIDES.includes(key)) || closed || waiting.length >= MOST) return;
    closed = OPENS.includes(key);
    waiting.push(key);
    if (under) return;
    under = true;
    if (busy()) standing(false, next); else next();
  };

  // Whoever sees too much go by says so with Escape or the mouse; what is still kept is dropped.
  const onStop = event => { if (event.type === 'pointerdown' || event.key === 'Escape') waiting.length = 0; };

  const heard = [['keydown', onKey], ['keydown', onStop], ['pointerdown', onStop]];
  for (const [name, does] of heard) window.addEventListener(name, does, true);
  return () => { for (const [name, does] of heard) window.removeEventListener(name, does, true); };
}

export default function (component) {
  const { parentElement } = component;
  if (!parentElement.tieoutQuiet) parentElement.tieoutQuiet = listen();
  return () => {
    if (parentElement.isConnected || !parentElement.tieoutQuiet) return;
    parentElement.tieoutQuiet();
    parentElement.tieoutQuiet = null;
  };
}
