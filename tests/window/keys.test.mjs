// Real keys in the built program: lists, dialogs, menus, text fields; and text that grows.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { house } from './house.mjs';
import { Person } from './person.mjs';
import { openWindow, Review } from './review.mjs';

const built = house();
let window;
let person;
let review;

before(async () => {
  person = await Person.sitDown('tomasz.wilk@tarnholm.example');
  window = await openWindow(built, 'keys');
  review = new Review(window, person);
  await review.signIn();
  await review.everyCase(built.cases);
});
after(async () => {
  await window?.close();
  person?.getUp();
});
beforeEach(async () => {
  await window.keys('Escape', 'Escape');
  await window.run(`document.activeElement.blur()`);
  await review.goTo('q', '/queue');
  await window.until('the queue', `return document.querySelectorAll('[role=row]').length > 5`);
});

// Rows from above to below, by their keys: what a row says may change while the directory still comes in.
const at = `document.activeElement.closest('[data-key]')?.dataset.key`;
const rows = () => window.run(`const top = (row) => row.getBoundingClientRect().top;
  return [...document.querySelectorAll('[role=row]')].sort((a, b) => top(a) - top(b)).map((row) => row.closest('[data-key]').dataset.key)`);
const hasFocus = (key) => window.until(`the focus on ${key}`, `return ${at} === ${JSON.stringify(key)}`, 10);
const isThere = (key, there) => window.until(`${key} to be ${there ? 'there' : 'gone'}`, `return Boolean(document.querySelector('[data-key=' + CSS.escape(${JSON.stringify(key)}) + ']')) === ${there}`, 10);
const noDialog = () => window.until('no dialog', `return !document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')`, 5);

test('J, K and the arrows move along the list, Home and End reach its ends', async () => {
  const [group, first, second] = await rows();
  await window.keys('j');
  await hasFocus(group);
  await window.keys('j', 'j');
  await hasFocus(second);
  await window.keys('k');
  await hasFocus(first);
  await window.keys('ArrowDown');
  await hasFocus(second);
  await window.keys('ArrowUp', 'ArrowUp');
  await hasFocus(group);
  await window.keys('End');
  await window.until('the last row', `return ${at} && ![${JSON.stringify(group)}, ${JSON.stringify(first)}].includes(${at})`, 10);
  await window.keys('Home');
  await hasFocus(group);
  await isThere(first, true);
});

test('J goes on from the last row, though the list has been scrolled far away from it', async () => {
  const [group, first] = await rows();
  await window.keys('j');
  await hasFocus(group);
  await window.run(`document.activeElement.blur(); document.querySelector('[role=grid]').scrollTop = 1e6`);
  await isThere(first, false);
  await window.keys('j');
  await hasFocus(group);
  await isThere(first, true);
});

test('Enter hides a group, and opens a case', async () => {
  const [group, first] = await rows();
  await window.keys('j');
  await hasFocus(group);
  await window.keys('Enter');
  await isThere(first, false);
  await window.keys('Enter');
  await isThere(first, true);
  await hasFocus(group);
  // Rows that come back come back to their places.
  assert.deepEqual((await rows()).slice(0, 2), [group, first]);
  await window.keys('j');
  await hasFocus(first);
  const number = (await window.focused()).slice(0, 8);
  await window.keys('Enter');
  await window.untilPath('/faces', 60);
  assert.equal(await window.run(`return document.querySelector('h1').textContent`), number);
  await window.until('the faces', `return document.querySelector('[role=radiogroup]')`);
  await review.go(['g', 'b'], 'a dialog', `return document.querySelector('[role=dialog], [role=alertdialog]')`);
  await window.keys('Escape');
  await noDialog();
  await window.untilPath('/faces');
  await review.go(['g', 'b'], 'a dialog', `return document.querySelector('[role=dialog], [role=alertdialog]')`);
  await window.press('Give back', '[role=dialog], [role=alertdialog]');
  await window.untilPath('/queue');
});

test('palette and key sheet take the focus, keep it, and give it back', async () => {
  await window.keys('j', 'j');
  const row = await window.run(`return ${at}`);
  assert.ok(row);
  for (const keys of ['Control+k', '?']) {
    await window.keys(keys);
    await window.until('a dialog', `return document.querySelector('[role=dialog]')?.contains(document.activeElement)`);
    await window.keys('Tab', 'Tab', 'Tab', 'Tab');
    assert.ok(await window.run(`return document.querySelector('[role=dialog]').contains(document.activeElement)`), 'the focus left the dialog');
    await window.keys('Escape');
    await noDialog();
    await hasFocus(row);
  }
});

test('single letters are text inside a text field, and act outside', async () => {
  await window.keys('/');
  await window.until('the search field', `return document.activeElement.hasAttribute('data-search')`);
  await window.type('njkf?e1');
  assert.equal(await window.run('return document.activeElement.value'), 'njkf?e1');
  assert.equal(await window.run('return location.pathname'), '/queue');
  await noDialog();
  await window.keys('Escape');
  await window.run(`document.activeElement.blur()`);
  await window.until('all cases again', `return document.querySelectorAll('[role=row]').length > 5`);
  await window.keys('?');
  await window.until('the key sheet', `return document.querySelector('[role=dialog]')`);
});

test('a filter and the account menu open, move and close by keys', async () => {
  await window.keys('f', 'Enter');
  await window.until('check boxes', `return document.querySelectorAll('[role=dialog] input[type=checkbox], [role=group] input[type=checkbox]').length > 1`);
  await window.keys('Space');
  await window.until('a filtered address', `return /kind=/.test(location.search)`);
  await window.keys('Space', 'Escape');
  await noDialog();
  await window.until('the focus on the filter', `return document.activeElement.hasAttribute('data-filter')`);
  await window.run(`document.querySelector('nav [aria-haspopup]').focus()`);
  await window.keys('Enter');
  await window.until('the menu', `return document.activeElement.getAttribute('role') === 'menuitem'`);
  const first = await window.focused();
  await window.keys('ArrowDown');
  await window.until('the next item', `return document.activeElement.textContent.trim() !== ${JSON.stringify(first)}`);
  await window.keys('Escape');
  await noDialog();
  await window.until('the focus on the opener', `return document.activeElement.matches('nav [aria-haspopup]')`);
});

test('settings: arrows choose in a group; text of 200 % makes the page narrower', async () => {
  await review.goTo('s', '/settings');
  const width = await window.run('return innerWidth');
  await window.press('150 %');
  await window.until('larger text', `return Math.abs(innerWidth - ${width / 1.5}) < 3`);
  await window.keys('ArrowRight', 'ArrowRight');
  await window.until('200 %', `return Math.abs(innerWidth - ${width / 2}) < 3`);
  assert.equal(await window.run(`return document.documentElement.style.zoom`), '');
  assert.ok(await window.run(`return document.documentElement.scrollWidth <= innerWidth`), 'the page scrolls sideways');
  await window.keys('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  await window.until('100 %', `return innerWidth === ${width}`);
});

test('these keys are real: a page that ignores them does not move', async () => {
  await window.keys('j');
  const row = await window.run(`return ${at}`);
  await window.run(`window.deaf = (event) => event.stopImmediatePropagation(); addEventListener('keydown', window.deaf, true)`);
  await window.keys('j');
  assert.equal(await window.run(`return ${at}`), row);
  await window.run(`removeEventListener('keydown', window.deaf, true)`);
  await window.keys('j');
  await window.until('the next row', `return ${at} !== ${JSON.stringify(row)}`, 10);
});
