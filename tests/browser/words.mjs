// What stands on a page, word by word: the two levels of words (issue: readers see draft, signed, approved, sent, arrived at ASEC,
// settled; how the log is built stands under details and on the log page), and whether a page in Vietnamese is in Vietnamese.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// How the log is built. In Vietnamese "gốc" is also the base year and "chuỗi" a series, so those two are not looked for.
const built = {
  en: /\b(chains?|tiles?|co-?sign\w*|leaf|leaves|roots?|merkle|checkpoints?|hash(es)?|incarnations?|witness(es)?|payloads?|proofs?)\b/iu,
  vi: /cùng ký|đồng ký|nhân chứng|điểm kiểm tra|mã băm|hiện thân|merkle|\bmảnh\b/iu,
};

// Where readers find Vietnamese: the third text of a WordEntry, and what the pages put together by themselves.
const wordFolders = ['core/pages', 'hub/pages', 'node/pages'];

const wordsOf = (text) => text.match(/[\p{L}\p{M}][\p{L}\p{M}\p{N}_'’.-]*/gu) ?? [];
const asWord = (word) => word.replace(/[.’'-]+$/u, '').toLowerCase();
// What is typed stands between back quotes, or begins with the name of the program; what has a digit or a sign in it is a code.
const withoutCodes = (text) => text.replace(/`[^`]*`|\{[a-z_]+\}/gu, ' ').replace(/lontar [a-z]+ [^.]*?(--[a-z-]+ \S+\s*)+/gu, ' ')
  .replace(/\S*([0-9_/=<>@]|\p{L}[.-]\p{L})\S*/gu, ' ');

// Every word that some Vietnamese text of ours has.
export function vietnameseWords(source) {
  const words = new Set();
  const take = (text) => wordsOf(withoutCodes(text)).forEach((one) => words.add(asWord(one)));
  const literals = (code) => [...code.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map((one) => one[1]).join('').replaceAll('\\"', '"');
  const files = wordFolders.flatMap((folder) => readdirSync(join(source, folder)).map((name) => join(source, folder, name)));
  for (const file of files.filter((one) => one.endsWith('.cc'))) {
    const text = readFileSync(file, 'utf8');
    const string = String.raw`(?:"(?:[^"\\]|\\.)*"\s*)+`;
    for (const [, vietnamese] of text.matchAll(new RegExp(`\\{${string},\\s*${string},\\s*(${string})\\}`, 'gu'))) take(literals(vietnamese));
    // Of the others those with a letter that only Vietnamese has.
    for (const [one] of text.matchAll(/"(?:[^"\\]|\\.)*"/gu)) if (/[ăâđêôơư\u1ea0-\u1ef9]/u.test(one)) take(literals(one));
  }
  // The catalogue's names and definitions.
  const [catalogue] = readFileSync(join(source, 'catalogues/child-labour-2025/texts.yaml'), 'utf8').split('language: vi')[1].split('language: ');
  take(catalogue.replace(/^ +basis:.*$|^ +[a-z0-9_-]+:/gmu, ' '));
  return words;
}

// What a reader sees or hears: texts and names, each with the language that it is marked with, and whether it stands under details.
export async function textsOf(page) {
  return page.evaluate(() => {
    const texts = [];
    const add = (text, element, isSpoken) => {
      if (!/\p{L}/u.test(text) || element.closest('pre, code') !== null) return;
      texts.push({ text: text.trim(), isSpoken, lang: element.closest('[lang]')?.getAttribute('lang') ?? '',
        isUnderDetails: element.closest('details') !== null });
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (element.closest('script, style, noscript, template') === null) add(walker.currentNode.data, element, false);
    }
    for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
      for (const element of document.body.querySelectorAll(`[${name}]`)) add(element.getAttribute(name), element, true);
    }
    add(document.title, document.documentElement, true);
    return texts;
  });
}

// `mayName`: sentences that have to say how the log is built, on the paper that has to be made again byte by byte.
export function checkLevels(texts, place, find, mayName = []) {
  for (const { text, lang, isUnderDetails } of texts) {
    if (isUnderDetails || mayName.some((one) => one.test(text))) continue;
    const found = text.match(built[lang === 'vi' ? 'vi' : 'en']);
    if (found !== null) find(place, `says "${found[0]}" to a reader who looks at no details: ${text.slice(0, 160)}`);
  }
}

// A word outside what is marked with another language is Vietnamese of ours, a name, a number or a code.
export function checkVietnamese(texts, place, find, { words, names }) {
  for (const { text, lang } of texts) {
    if (lang !== 'vi') continue;
    const rest = withoutCodes(names.reduce((left, name) => left.replaceAll(name, ' '), text));
    const foreign = wordsOf(rest).filter((word) => /\p{Ll}/u.test(word) && !words.has(asWord(word)));
    if (foreign.length > 0) find(place, `is in Vietnamese, and says ${JSON.stringify(foreign.slice(0, 6))} in: ${text.slice(0, 160)}`);
  }
}
