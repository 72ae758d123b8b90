import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nothingWords, writeHead } from '../../layers/plugin/data/head_words.js';
import { writeCount } from '../../layers/plugin/draw/dom.js';
import { readCases } from './cases.js';

const { words, cases } = readCases('head_words');

for (const { name, told, line, tiles, tally } of cases) {
  test(`the head in words, ${name}`, () => {
    assert.deepEqual(writeHead(told, words), { line, tally, tiles });
  });
}

test('an empty list says whether the period is covered', () => {
  const told = (share) => cases.find((one) => one.told.share === share).told;
  assert.equal(nothingWords(told('whole'), words), 'No record in this period.');
  assert.equal(nothingWords(told('none'), words), 'Not covered: the record covers 17 October 2023 – 3 December 2024.');
});

test('a count has commas', () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(writeCount), ['0', '999', '1,000', '1,234,567']);
});
