// "Check it here" on the log page: the browser itself reads checkpoint and tiles, recomputes the proof and checks the
// signatures. What the hub says of itself is not believed, but for the keys, which a reader compares with a paper.
import * as proof from './proof.mjs';

const form = document.querySelector('form.check');
const result = document.getElementById('check-result');
const remembered = 'lontar.checkpoint';  // the last one that this browser checked

const say = (key, values = {}) => Object.entries(values).reduce(
  (text, [name, value]) => text.replaceAll(`{${name}}`, value), form.dataset[key]);

async function readBytes(path) {
  const answer = await fetch(`/${path}`, { cache: path === 'checkpoint' ? 'no-store' : 'default' });
  if (!answer.ok) throw new proof.Misfit(`/${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function witnessesOf(note, keys) {
  const cosigned = [];
  for (const one of keys) {
    if (await proof.cosignedAt(note, await proof.readVerifierKey(one.vkey)) !== null) cosigned.push(one.member);
  }
  return cosigned;
}

// The log may only have grown since this browser last looked.
async function compareWithRemembered(log, checkpoint, key) {
  const before = JSON.parse(localStorage.getItem(remembered) ?? 'null');
  if (before !== null && before.origin === checkpoint.origin && before.key === key) {
    const root = proof.fromBase64(before.root);
    if (before.size > checkpoint.size) throw new proof.Misfit(say('shrunk', { before: before.size, size: checkpoint.size }));
    const steps = await log.consistency(before.size);
    if (!(await proof.isConsistent(before.size, root, checkpoint.size, checkpoint.root, steps))) {
      throw new proof.Misfit(say('forked', { before: before.size, size: checkpoint.size }));
    }
  }
  const root = btoa(String.fromCharCode(...checkpoint.root));
  localStorage.setItem(remembered, JSON.stringify({ origin: checkpoint.origin, key, size: checkpoint.size, root }));
  return before;
}

async function checkEntry(log, checkpoint) {
  const index = Number(form.dataset.index);
  const leaf = await log.leaf(index);
  const identity = Uint8Array.from(form.dataset.payload.match(/../g), (digits) => parseInt(digits, 16));
  if (!proof.holds(leaf, identity)) throw new proof.Misfit(say('other', { index }));
  const hash = await proof.leafHash(leaf);
  const steps = await log.inclusion(index);
  if (!(await proof.isIncluded(hash, index, checkpoint.size, steps, checkpoint.root))) {
    throw new proof.Misfit(say('absent', { index, size: checkpoint.size }));
  }
  return [`leaf ${proof.toHex(hash)}`, ...steps.map((step) => `node ${proof.toHex(step)}`)];
}

function show(state, sentence, details = []) {
  result.className = state;
  result.textContent = sentence;
  const list = document.getElementById('check-details');
  list.hidden = details.length === 0;
  list.querySelector('pre').textContent = details.join('\n');
}

async function check() {
  const key = form.elements.vkey.value.trim();
  const note = proof.readNote(await readBytes('checkpoint'));
  const logKey = await proof.readVerifierKey(key);
  if (!(await proof.isSignedBy(note, logKey))) throw new proof.Misfit(say('unsigned'));
  const checkpoint = proof.readCheckpoint(note.text);
  if (checkpoint.origin !== logKey.name) throw new proof.Misfit(say('unsigned'));
  const cosigned = await witnessesOf(note, JSON.parse(form.dataset.witnesses));
  const log = new proof.TiledLog(checkpoint.size, readBytes);
  const before = await compareWithRemembered(log, checkpoint, key);
  const details = [`size ${checkpoint.size}`, `root ${proof.toHex(checkpoint.root)}`];
  if (form.dataset.index !== undefined) details.push(...await checkEntry(log, checkpoint));
  const values = { index: form.dataset.index, size: checkpoint.size, witnesses: cosigned.length, members: cosigned.join(', ') };
  const sentences = [say(form.dataset.index === undefined ? 'good' : 'included', values)];
  sentences.push(cosigned.length > 0 ? say('cosigned', values) : say('alone'));
  if (before !== null && before.origin === checkpoint.origin) sentences.push(say('grown', { before: before.size }));
  show('checked', sentences.join(' '), details);
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  show('', say('works'));
  try {
    await check();
  } catch (why) {
    if (why.code === 'unsupported' || globalThis.crypto?.subtle === undefined) {
      show('waits', say('unsupported'));
    } else if (why instanceof proof.Misfit) {
      show('waits', say('misfit', { why: why.message }));
    } else {
      show('waits', say('failed', { why: why.message }));
    }
  }
});
