// web/proof.mjs against a Merkle tree written down slowly, and against notes signed here. Run by Node.js: node --test.
import assert from 'node:assert/strict';
import test from 'node:test';

const proof = await import(`file://${process.env.LONTAR_SOURCE_DIR}/web/proof.mjs`);
const width = 256;
const bytesOf = (text) => new TextEncoder().encode(text);

// The tree as RFC 6962, 2.1 says it, over all leaves at once.
async function naiveRoot(hashes) {
  if (hashes.length === 0) return proof.sha256(new Uint8Array());
  if (hashes.length === 1) return hashes[0];
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return proof.nodeHash(await naiveRoot(hashes.slice(0, left)), await naiveRoot(hashes.slice(left)));
}

async function leavesUpTo(size) {
  const leaves = Array.from({ length: size }, (_, i) => bytesOf(`leaf ${i}`));
  return { leaves, hashes: await Promise.all(leaves.map(proof.leafHash)) };
}

// Files as a hub serves them; a path that the log does not have is an error.
async function filesOf({ leaves, hashes }) {
  const files = new Map();
  let row = hashes;
  for (let level = 0; row.length > 0; level += 1) {
    for (let at = 0; at < row.length; at += width) {
      const part = row.slice(at, at + width);
      files.set(proof.tilePath(level, at / width, part.length), Uint8Array.from(part.flatMap((hash) => [...hash])));
    }
    const above = [];
    for (let at = 0; at + width <= row.length; at += width) above.push(await naiveRoot(row.slice(at, at + width)));
    row = above;
  }
  for (let at = 0; at < leaves.length; at += width) {
    const part = leaves.slice(at, at + width);
    const bundle = part.flatMap((leaf) => [leaf.length >> 8, leaf.length & 255, ...leaf]);
    files.set(proof.tilePath('entries', at / width, part.length), Uint8Array.from(bundle));
  }
  return (path) => {
    assert.ok(files.has(path), `${path} is asked for, and a log of this size has none`);
    return files.get(path);
  };
}

const sizes = [1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 513, 700];

test('paths are those of docs/formats/log.md', () => {
  assert.equal(proof.tilePath(0, 0, 256), 'tile/0/000');
  assert.equal(proof.tilePath(0, 1, 44), 'tile/0/001.p/44');
  assert.equal(proof.tilePath(1, 1234067, 256), 'tile/1/x001/x234/067');
  assert.equal(proof.tilePath('entries', 5678, 1), 'tile/entries/x005/678.p/1');
});

test('every entry is included, and no other one in its place', async () => {
  for (const size of sizes) {
    const made = await leavesUpTo(size);
    const log = new proof.TiledLog(size, await filesOf(made));
    const root = await naiveRoot(made.hashes);
    assert.ok(proof.isSame(await log.rootOf(0, size), root), `root of ${size}`);
    for (let index = 0; index < size; index += size > 20 ? 29 : 1) {
      const steps = await log.inclusion(index);
      const leaf = await log.leaf(index);
      assert.deepEqual([...leaf], [...made.leaves[index]]);
      const hash = await proof.leafHash(leaf);
      assert.ok(await proof.isIncluded(hash, index, size, steps, root), `${index} of ${size}`);
      if (size === 1) continue;
      const other = (index + 1) % size;
      assert.ok(!(await proof.isIncluded(hash, other, size, steps, root)), `${index} as ${other} of ${size}`);
      assert.ok(!(await proof.isIncluded(made.hashes[other], index, size, steps, root)), `${other} at ${index} of ${size}`);
      assert.ok(!(await proof.isIncluded(hash, index, size, steps.slice(1), root)), `a step too few at ${index}`);
    }
    assert.ok(!(await proof.isIncluded(made.hashes[0], size, size, [], root)), 'past the end');
  }
});

test('every size is the beginning of every later one, and another history is not', async () => {
  for (const size of sizes) {
    const made = await leavesUpTo(size);
    const log = new proof.TiledLog(size, await filesOf(made));
    const root = await naiveRoot(made.hashes);
    for (let before = 1; before <= size; before += size > 20 ? 47 : 1) {
      const beforeRoot = await naiveRoot(made.hashes.slice(0, before));
      const steps = await log.consistency(before);
      assert.ok(await proof.isConsistent(before, beforeRoot, size, root, steps), `${before} of ${size}`);
      const forged = await naiveRoot([await proof.leafHash(bytesOf('forged')), ...made.hashes.slice(1, before)]);
      assert.ok(!(await proof.isConsistent(before, forged, size, root, steps)), `forged ${before} of ${size}`);
    }
  }
});

const base64 = (bytes) => Buffer.from(bytes).toString('base64');

async function makeSigner(name, type) {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  const key = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const typed = Uint8Array.of(type, ...key);
  const id = (await proof.sha256(Uint8Array.of(...bytesOf(`${name}\n`), ...typed))).subarray(0, 4);
  const sign = async (text) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, bytesOf(text)));
  const line = (signature) => `\u2014 ${name} ${base64(Uint8Array.of(...id, ...signature))}\n`;
  return { sign, line, vkey: `${name}+${proof.toHex(id)}+${base64(typed)}` };
}

test('a checkpoint is its log key\'s, and cosigned by whom it was', async () => {
  const logKey = await makeSigner('log.example/1', 1);
  const witness = await makeSigner('witness.example', 4);
  const stranger = await makeSigner('log.example/1', 1);
  const text = `log.example/1\n7\n${base64(new Uint8Array(32).fill(9))}\n`;
  const time = 1_700_000_000;
  const cosignature = Uint8Array.of(...new Uint8Array(new BigUint64Array([BigInt(time)]).buffer).reverse(),
    ...await witness.sign(`cosignature/v1\ntime ${time}\n${text}`));
  const bytes = bytesOf(`${text}\n${logKey.line(await logKey.sign(text))}${witness.line(cosignature)}`);
  const note = proof.readNote(bytes);
  assert.equal(await proof.isSignedBy(note, await proof.readVerifierKey(logKey.vkey)), true);
  assert.equal(await proof.isSignedBy(note, await proof.readVerifierKey(stranger.vkey)), false);
  assert.equal(await proof.cosignedAt(note, await proof.readVerifierKey(witness.vkey)), time);
  assert.equal(await proof.cosignedAt(note, await proof.readVerifierKey(logKey.vkey)), null);
  const checkpoint = proof.readCheckpoint(note.text);
  assert.deepEqual([checkpoint.origin, checkpoint.size], ['log.example/1', 7]);

  const changed = proof.readNote(bytesOf(new TextDecoder().decode(bytes).replace('\n7\n', '\n8\n')));
  assert.equal(await proof.isSignedBy(changed, await proof.readVerifierKey(logKey.vkey)), false);
  await assert.rejects(async () => proof.cosignedAt(changed, await proof.readVerifierKey(witness.vkey)), proof.Misfit);
});

test('what is no note, checkpoint or key is refused in words', async () => {
  assert.throws(() => proof.readNote(bytesOf('no note')), proof.Misfit);
  assert.throws(() => proof.readNote(bytesOf('a\n1\nb\n\n- no dash AAAAAAAA\n')), proof.Misfit);
  assert.throws(() => proof.readCheckpoint('origin\n01\nAAAA\n'), proof.Misfit);
  await assert.rejects(() => proof.readVerifierKey('name+00000000+AAAA'), proof.Misfit);
  const { vkey } = await makeSigner('name', 1);
  await assert.rejects(() => proof.readVerifierKey(vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')), proof.Misfit);
});
