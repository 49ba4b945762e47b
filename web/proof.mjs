// Checks what a log publishes (docs/formats/log.md): Merkle proofs of RFC 6962 from C2SP tiles, signed notes and cosignatures.
// Nothing here asks the network: whoever calls gives a function that reads a tile. Works in a browser and in Node.js.
//
// Sizes and indexes are numbers below 2^53. Hashes are Uint8Array(32). What does not fit is an Error whose message is for
// people; `code` "unsupported" is a browser that has no Ed25519.

const tileWidth = 256;
const hashBytes = 32;

export class Misfit extends Error {}

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function join(...pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const leafHash = (bytes) => sha256(join(Uint8Array.of(0), bytes));
export const nodeHash = (left, right) => sha256(join(Uint8Array.of(1), left, right));

export const isSame = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Nothing for a text that is not standard base64 with its padding.
export function fromBase64(text) {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return null;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

// Whether `inner` stands somewhere in `outer`.
export function holds(outer, inner) {
  for (let at = 0; at + inner.length <= outer.length; at += 1) {
    if (inner.every((byte, i) => outer[at + i] === byte)) return true;
  }
  return false;
}

// "tile/0/x001/000", "tile/entries/000.p/5". `level`: a number, or "entries".
export function tilePath(level, index, width) {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`;
}

function largestPowerBelow(n) {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

// A log of `size` leaves whose tiles `readTile(path)` gives as bytes.
export class TiledLog {
  constructor(size, readTile) {
    this.size = size;
    this.readTile = readTile;
    this.tiles = new Map();
  }

  widthAt(level, tile) {
    const hashes = Math.floor(this.size / tileWidth ** level);
    return Math.min(tileWidth, hashes - tile * tileWidth);
  }

  async tile(level, index) {
    const path = tilePath(level, index, this.widthAt(level, index));
    if (!this.tiles.has(path)) {
      const bytes = await this.readTile(path);
      if (bytes.length !== this.widthAt(level, index) * hashBytes) throw new Misfit(`${path} has ${bytes.length} bytes`);
      this.tiles.set(path, bytes);
    }
    return this.tiles.get(path);
  }

  // The root of the 2^height leaves from index * 2^height on.
  async subtree(height, index) {
    const level = Math.floor(height / 8);
    const count = 2 ** (height % 8);
    const first = index * count;
    const bytes = await this.tile(level, Math.floor(first / tileWidth));
    let row = [];
    for (let i = 0; i < count; i += 1) {
      const at = ((first % tileWidth) + i) * hashBytes;
      row.push(bytes.subarray(at, at + hashBytes));
    }
    while (row.length > 1) {
      const above = [];
      for (let i = 0; i < row.length; i += 2) above.push(await nodeHash(row[i], row[i + 1]));
      row = above;
    }
    return row[0];
  }

  // The root of the leaves [from, to); `from` is a multiple of the least power of two that is not below their number.
  async rootOf(from, to) {
    const count = to - from;
    const height = Math.log2(count);
    if (Number.isInteger(height)) return this.subtree(height, from / count);
    const left = largestPowerBelow(count);
    return nodeHash(await this.rootOf(from, from + left), await this.rootOf(from + left, to));
  }

  async inclusion(index, from = 0, to = this.size) {
    if (to - from === 1) return [];
    const middle = from + largestPowerBelow(to - from);
    return index < middle
      ? [...(await this.inclusion(index, from, middle)), await this.rootOf(middle, to)]
      : [...(await this.inclusion(index, middle, to)), await this.rootOf(from, middle)];
  }

  // That the first `before` leaves are the beginning.
  async consistency(before, from = 0, to = this.size, isWhole = true) {
    if (before === to) return isWhole ? [] : [await this.rootOf(from, to)];
    const middle = from + largestPowerBelow(to - from);
    return before <= middle
      ? [...(await this.consistency(before, from, middle, isWhole)), await this.rootOf(middle, to)]
      : [...(await this.consistency(before, middle, to, false)), await this.rootOf(from, middle)];
  }

  // The bytes of a leaf, from its bundle.
  async leaf(index) {
    const bundle = Math.floor(index / tileWidth);
    const bytes = await this.readTile(tilePath('entries', bundle, this.widthAt(0, bundle)));
    let at = 0;
    for (let i = bundle * tileWidth; at + 2 <= bytes.length; i += 1) {
      const length = bytes[at] * 256 + bytes[at + 1];
      if (i === index && at + 2 + length <= bytes.length) return bytes.subarray(at + 2, at + 2 + length);
      at += 2 + length;
    }
    throw new Misfit(`the bundle of entry ${index} does not hold it`);
  }
}

const half = (n) => Math.floor(n / 2);

// RFC 9162, 2.1.3.2.
export async function isIncluded(leaf, index, size, proof, root) {
  if (index >= size) return false;
  let first = index;
  let last = size - 1;
  let hash = leaf;
  for (const other of proof) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      hash = await nodeHash(other, hash);
      while (first % 2 === 0 && first !== 0) [first, last] = [half(first), half(last)];
    } else {
      hash = await nodeHash(hash, other);
    }
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && isSame(hash, root);
}

// RFC 9162, 2.1.4.2.
export async function isConsistent(before, beforeRoot, size, root, proof) {
  if (before === size) return proof.length === 0 && isSame(beforeRoot, root);
  if (before < 1 || before > size || proof.length === 0) return false;
  const steps = Number.isInteger(Math.log2(before)) ? [beforeRoot, ...proof] : [...proof];
  let first = before - 1;
  let last = size - 1;
  while (first % 2 === 1) [first, last] = [half(first), half(last)];
  let [older, newer] = [steps[0], steps[0]];
  for (const other of steps.slice(1)) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      older = await nodeHash(other, older);
      newer = await nodeHash(other, newer);
      while (first % 2 === 0 && first !== 0) [first, last] = [half(first), half(last)];
    } else {
      newer = await nodeHash(newer, other);
    }
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && isSame(older, beforeRoot) && isSame(newer, root);
}

// "name+1a2b3c4d+base64": what verifies one kind of line. Its id is computed anew, never believed.
export async function readVerifierKey(text) {
  const pieces = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim());
  const bytes = pieces === null ? null : fromBase64(pieces[3]);
  if (bytes === null || bytes.length !== 1 + hashBytes) throw new Misfit('this is no key of a log or a witness');
  const id = (await sha256(join(new TextEncoder().encode(`${pieces[1]}\n`), bytes))).subarray(0, 4);
  if (toHex(id) !== pieces[2]) throw new Misfit(`the key of ${pieces[1]} does not fit its own fingerprint`);
  return { name: pieces[1], type: bytes[0], id, key: bytes.subarray(1) };
}

// A signed note: the text with its last line end, and its signature lines.
export function readNote(bytes) {
  const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const at = whole.indexOf('\n\n');
  if (at < 0 || !whole.endsWith('\n')) throw new Misfit('the checkpoint is no signed note');
  const lines = whole.slice(at + 2, -1).split('\n').map((line) => {
    const pieces = /^\u2014 (\S+) (\S+)$/.exec(line);
    const signature = pieces === null ? null : fromBase64(pieces[2]);
    if (signature === null || signature.length < 5) throw new Misfit('the checkpoint has a line that is no signature');
    return { name: pieces[1], id: signature.subarray(0, 4), signature: signature.subarray(4) };
  });
  return { text: whole.slice(0, at + 1), lines };
}

export function readCheckpoint(text) {
  const [origin, size, root] = text.split('\n');
  const hash = fromBase64(root ?? '');
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size ?? '') || hash === null || hash.length !== hashBytes) {
    throw new Misfit('the checkpoint does not name a size and a root');
  }
  return { origin, size: Number(size), root: hash };
}

async function isSignature(key, signature, message) {
  let imported;
  try {
    imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
  } catch (why) {
    throw Object.assign(new Error(`this browser has no Ed25519 (${why.name})`), { code: 'unsupported' });
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message);
}

const lineOf = (note, key) => note.lines.find((line) => line.name === key.name && isSame(line.id, key.id));

// Whether the log's key signed the note.
export async function isSignedBy(note, key) {
  const line = lineOf(note, key);
  return key.type === 1 && line !== undefined && isSignature(key.key, line.signature, new TextEncoder().encode(note.text));
}

// The time in seconds at which this witness cosigned the note; nothing where it has not. A line that does not verify is a
// Misfit.
export async function cosignedAt(note, witness) {
  const line = lineOf(note, witness);
  if (witness.type !== 4 || line === undefined) return null;
  const view = new DataView(line.signature.buffer, line.signature.byteOffset, line.signature.length);
  if (line.signature.length !== 72) throw new Misfit(`the line of ${witness.name} is no cosignature`);
  const time = Number(view.getBigUint64(0));
  const message = new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${note.text}`);
  if (!(await isSignature(witness.key, line.signature.subarray(8), message))) {
    throw new Misfit(`the cosignature of ${witness.name} does not hold`);
  }
  return time;
}
